PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help run test install packages test-packages

help:
	@echo 'make run       open the demo shop in this terminal'
	@echo 'make test      build without warnings, check the format, run every test'
	@echo 'make install   install program, manual, completion and demo under PREFIX ($(PREFIX)), with DESTDIR before it'

run: packages
	swift build -c release --product igniflo
	@"$$(swift build -c release --show-bin-path)/igniflo" demo

test: test-packages
	swift build --build-tests
	swift format lint --strict --recursive Sources Tests
	swift test --skip-build

install: packages
	swift build -c release --product igniflo
	.ci/install "$$(swift build -c release --show-bin-path)/igniflo" '$(DESTDIR)$(PREFIX)'

packages:
	@.ci/packages

test-packages:
	@.ci/packages test
