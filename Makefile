# Everything a developer or a scheduler calls. Needs Python 3.11, make and a C compiler; no root, no activated environment.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
QUIETLY := --quiet --disable-pip-version-check --no-input
RAW ?= raw/sample
OUT ?= processed
# pytest's own switches: `make test PYTEST="-n 0 -x tests/extract"`.
PYTEST ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format gate bench bench-large docs pictures lock wheel clean

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## Install the locked dependencies and this project into .venv.

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tidyclaims needs Python 3.11 or later: make setup PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(QUIETLY) --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install $(QUIETLY) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	@touch $@

run: setup ## Read RAW (raw/sample) and publish a release under OUT (processed).
	$(BIN)/tidyclaims run $(RAW) --out $(OUT)

test: lint ## Run every check and every test whose parts are there; name those that did not run.
	$(BIN)/python -m pytest $(PYTEST)

lint: setup ## Check style, types and the one-way imports.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup ## Rewrite the code in the house style.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gate: setup ## Score against the gold of this project, or any: make gate GOLD=path. Fails below a floor.
	$(BIN)/python -m tests.gate $(if $(GOLD),--gold $(GOLD)) $(if $(MISSES),--misses $(MISSES))

bench: setup ## Measure speed and memory against spaCy's baselines: make bench JSON=PATH CORPUS=PATH.
	$(BIN)/python -m tests.bench $(if $(JSON),--json $(JSON)) $(if $(CORPUS),--corpus $(CORPUS))

bench-large: setup ## Measure the command over 100,000 documents and again: make bench-large DOCUMENTS=N CORPUS=PATH.
	$(BIN)/python -m tests.bench.large $(if $(DOCUMENTS),--documents $(DOCUMENTS)) $(if $(CORPUS),--corpus $(CORPUS)) $(if $(JSON),--json $(JSON))

docs: setup ## Write the generated blocks of the documentation anew.
	$(BIN)/python -m tests.docs

pictures: setup ## Take the screenshots of the report that the documentation shows.
	$(BIN)/python -m tests.pictures

lock: setup ## Resolve the dependencies anew into requirements.lock: every extra, the tools, the build backend; no hosts.
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m piptools compile --quiet --all-extras --build-deps-for editable \
	  --generate-hashes --allow-unsafe --no-strip-extras --no-emit-options --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --output-file requirements.lock $(if $(UPGRADE),--upgrade) pyproject.toml

wheel: setup ## Build the wheel into dist/.
	$(BIN)/python -m hatchling build --target wheel

clean: ## Remove what the tools leave behind; keeps .venv and releases.
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .prefect
	find pipeline flows tests -name __pycache__ -type d -prune -exec rm -rf {} +
