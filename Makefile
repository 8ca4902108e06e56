PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help run test pictures soak bench docs install deb packages test-packages

help:
	@echo 'make run       open the demo shop in this terminal'
	@echo 'make test      build without warnings, check the format, run every test'
	@echo 'make pictures  draw the pictures of README and handbook anew, from the screens themselves'
	@echo 'make soak      provoke the faults of the store, serve a kiosk, and set shops up, for a long time'
	@echo 'make bench     take the figures of speed and memory beside their floors (BENCH=--quick: a first impression)'
	@echo 'make docs      build the handbook and the documentation of Shop and Terminal in .build/docs'
	@echo 'make install   install program, manual, completion and demo under PREFIX ($(PREFIX)), with DESTDIR before it'
	@echo 'make deb       build a Debian package, with the Swift runtime in the program'

run: packages
	swift build -c release --product igniflo
	@"$$(swift build -c release --show-bin-path)/igniflo" demo

test: test-packages
	@.ci/test

# The pictures of README and handbook, from the screens themselves.
pictures: test-packages
	IGNIFLO_DRAW_PICTURES=1 LC_ALL=C.UTF-8 swift test --filter ScreensTests.Pictures

# The long form of the fault tests, in a release build: 30 minutes of 32 processes that order, a day at a
# kiosk, two thousand shops set up, ten million bytes typed, and what else there is takes as long again.
# IGNIFLO_SOAK_MINUTES=3 makes a tenth of it.
soak: test-packages
	IGNIFLO_SOAK=1 LC_ALL=C.UTF-8 swift test -c release -Xswiftc -enable-testing --no-parallel \
	    --filter 'FaultTests|GroupCommitExploration|RoughHandlingStories|EndingStories|KioskSoak|SetUpSoak|InputFuzz|MoneyRoundTrip'

bench: packages
	swift build -c release --product igniflo
	swift build -c release --product igniflo-bench
	@"$$(swift build -c release --show-bin-path)/igniflo-bench" $(BENCH)

docs: packages
	.ci/docs .build/docs

install: packages
	swift build -c release --product igniflo
	.ci/install "$$(swift build -c release --show-bin-path)/igniflo" '$(DESTDIR)$(PREFIX)'

# With the runtime in it the program is small: it exports nothing, and holds of ICU's data what a shop asks for.
deb: packages
	mkdir -p .build/static
	swift build -c release --product igniflo --static-swift-stdlib --scratch-path .build/static -Xswiftc -gnone \
	    -Xlinker --no-export-dynamic $$(.ci/icu '$(CURDIR)/.build/static/icu.o')
	.ci/deb "$$(swift build -c release --scratch-path .build/static --show-bin-path)/igniflo" .build

packages:
	@.ci/packages

test-packages:
	@.ci/packages test
