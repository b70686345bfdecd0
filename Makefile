# `make run` starts the board on this computer, `make test` proves it. Needed: make, Python 3.11 or newer, a package index.
# The environment lies in .venv and is brought up to date only when the pinned requirements changed.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
SERVE := $(BIN)/streamlit run app.py --server.address=127.0.0.1 --server.port=$(PORT) --server.showEmailPrompt=false
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes

.PHONY: run demo test check screens bench pins clean

run: .venv/ready-to-run
	$(SERVE)

demo: .venv/ready-to-run  ## the synthetic team, in a file of its own
	BOARD_DEMO=yes $(SERVE)

test: .venv/ready-to-test node_modules/ready
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/ready-to-test  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/mypy

screens: .venv/ready-to-test node_modules/ready  ## pictures of every screen in every state, for looking at
	$(BIN)/python -m tests.screens

bench: .venv/ready-to-test  ## measures, one file after the other; some take minutes
	@for file in $$(grep -l __main__ -r benchmarks --include='*.py' | sort); do \
	  echo "== $$file"; $(BIN)/python -m "$$(echo "$${file%.py}" | tr / .)" || exit 1; \
	done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The board needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/ready-to-run: requirements.txt | .venv/bin/python
	@echo "Installing what the board needs into .venv (about a minute, once) ..."
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/ready-to-test: requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need into .venv (about a minute, once) ..."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ .venv/ready-to-run

# axe-core judges accessibility in the browser tests. Without npm those tests say that they were skipped.
node_modules/ready: package.json package-lock.json
	@if command -v npm >/dev/null && npm ci --silent --no-audit --no-fund --ignore-scripts; then touch $@; \
	 else echo "axe-core is not installed (npm is missing or failed): its tests will be skipped."; fi

# Pins are exact and carry hashes for every platform. Change a .in file, then run this (needs uv on the PATH).
pins:
	@for set in requirements requirements-dev; do \
	  uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 $$set.in -o $$set.txt && \
	  { echo "# Compiled from $$set.in by 'make pins'. Do not edit: change the .in file and compile again."; cat $$set.txt; } > $$set.new && \
	  mv $$set.new $$set.txt || exit 1; \
	done

clean:  ## the environment and caches; never the data
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
