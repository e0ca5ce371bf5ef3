# Parallax: `make help` lists what there is. Needs make and Python 3.11 or newer, nothing else.

PORT ?= 8000
CORPUS ?=
LIGHT ?=
PYTEST ?=
# Of the tests that drive neither browsers nor servers: those run alone afterwards, since they wait for what others do.
WORKERS ?= 2

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ifeq ($(strip $(LIGHT)),)
VENV := .venv
ENGINE := sentence_transformers
ENGINE_NAME := sentence-transformers
else
VENV := .venv-light
ENGINE := light
ENGINE_NAME := onnx
endif

PINS := requirements/constraints.txt
INSTALL := --disable-pip-version-check --no-input --quiet install
TESTS := .venv/.installed-tests
export PORT CORPUS

# ---------------------------------------------------------------- what people call

.PHONY: help
help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  make run PORT=8080            on another port"
	@echo "  make run CORPUS=../documents  also import that folder into the workspace 'corpus'"
	@echo "  make run LIGHT=1              with the light embedding engine, without torch"

.PHONY: run
run: $(VENV)/.installed-local $(VENV)/.installed-$(ENGINE) ## Start the site with all that it needs; Ctrl-C stops it
	@PARALLAX_EMBEDDING_ENGINE=$(ENGINE_NAME) exec $(VENV)/bin/python -m config.local.run

.PHONY: test
test: $(TESTS) ## Run all tests and checks
ifeq ($(strip $(PYTEST)),)
	@status=0; \
		.venv/bin/python -m pytest -n $(WORKERS) -m "not browser and not processes" || status=$$?; \
		.venv/bin/python -m pytest -m "browser or processes" || status=$$?; \
		exit $$status
else
	@.venv/bin/python -m pytest $(PYTEST)
endif

.PHONY: contract
contract: $(TESTS) ## Try every operation of the API with thousands of requests (slow)
	@PARALLAX_WHOLE_CONTRACT=1 .venv/bin/python -m pytest tests/api/test_contract.py

.PHONY: lint
lint: $(TESTS) ## Check style, imports between apps and formatting
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports

.PHONY: fmt
fmt: $(TESTS) ## Format the code
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

.PHONY: types
types: $(TESTS) ## Check the types
	@.venv/bin/mypy

.PHONY: bench
bench: $(TESTS) ## Measure speed and memory
	@.venv/bin/python -m benchmarks

.PHONY: clean
clean: ## Remove virtual environments and caches; the data in var/ stay
	rm -rf .venv .venv-light .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# ---------------------------------------------------------------- what is installed, with a marker for each step

# % is the virtual environment. Markers are made last, so an interrupted step is done again.

%/.created:
	@python=$$(sh config/local/find_python.sh) && \
		echo "Creating $* with $$($$python --version)" && \
		$$python -m venv $*
	@touch $@

%/.installed-local: requirements/local.txt requirements/base.txt $(PINS) | %/.created
	@echo "Installing the site (about half a minute)"
	@$*/bin/python -m pip $(INSTALL) -r requirements/local.txt
	@touch $@

%/.installed-sentence_transformers: requirements/sentence_transformers.txt $(PINS) | %/.installed-local
	@echo "Installing the embedding engine sentence-transformers (one to some minutes)"
	@$*/bin/python -m pip $(INSTALL) -r requirements/sentence_transformers.txt
	@touch $@

%/.installed-light: requirements/light.txt $(PINS) | %/.installed-local
	@echo "Installing the light embedding engine (about half a minute)"
	@$*/bin/python -m pip $(INSTALL) -r requirements/light.txt
	@touch $@

%/.installed-tests: requirements/development.txt $(PINS) | %/.installed-local %/.installed-sentence_transformers %/.installed-light
	@echo "Installing what the tests need (about half a minute)"
	@$*/bin/python -m pip $(INSTALL) -r requirements/development.txt
	@touch $@

.PRECIOUS: %/.created %/.installed-local %/.installed-sentence_transformers %/.installed-light %/.installed-tests
