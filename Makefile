PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help run test bench install packages test-packages

help:
	@echo 'make run       open the demo shop in this terminal'
	@echo 'make test      build without warnings, check the format, run every test'
	@echo 'make bench     take the figures of speed and memory beside their floors (BENCH=--quick: a first impression)'
	@echo 'make install   install the program and the demo files under PREFIX ($(PREFIX)), with DESTDIR before it'

run: packages
	swift build -c release --product igniflo
	@"$$(swift build -c release --show-bin-path)/igniflo" demo

test: test-packages
	swift build --build-tests
	swift format lint --strict --recursive Sources Tests
	swift test --skip-build

bench: packages
	swift build -c release --product igniflo
	swift build -c release --product igniflo-bench
	@"$$(swift build -c release --show-bin-path)/igniflo-bench" $(BENCH)

install: packages
	swift build -c release --product igniflo
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/igniflo/seed'
	install -m 755 "$$(swift build -c release --show-bin-path)/igniflo" '$(DESTDIR)$(PREFIX)/bin/igniflo'
	install -m 644 seed/*.csv '$(DESTDIR)$(PREFIX)/share/igniflo/seed'

packages:
	@.ci/packages

test-packages:
	@.ci/packages test
