# `make run` serves the portal, `make test` proves it, `make check` reads it. Each installs what it needs.
# Options of a run: PORT=8123 DATA=/some/folder DATABASE_URL=postgresql://… SAMPLE=1 PYTHON=python3.12

PYTHON ?= python3
# Make cannot hold a path with spaces: everything is called by its path within this folder.
VENV_PYTHON := .venv/bin/python
ENVIRONMENT := $(PYTHON) -m jitco_portal.common.virtual_environment

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak install install-dev messages requirements

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

run: install ## Serve the portal at http://127.0.0.1:8000
	@$(VENV_PYTHON) -m jitco_portal.common.launcher

test: install-dev ## Run all tests (ARGS="tests/common -k name" for some)
	@$(VENV_PYTHON) -m tests.machine
	@$(VENV_PYTHON) -m pytest -n 2 --dist loadgroup $(ARGS)

check: install-dev ## Style, types, layers, migrations, translations
	@$(VENV_PYTHON) -m tests.machine gettext
	@$(VENV_PYTHON) -m tests.checks

bench: install-dev ## Measure pages and search (some 20 minutes); prints tables and writes var/bench.json
	@$(VENV_PYTHON) -m tests.bench

soak: install-dev ## The tests again, at the full counts of design.md
	@SOAK=1 $(VENV_PYTHON) -m pytest $(ARGS)

install: # The virtual environment with what a run needs
	@$(ENVIRONMENT)

install-dev: # … and with what the tests and checks need
	@$(ENVIRONMENT) --dev

messages: install-dev ## Bring the translation files up to date with the code (needs gettext)
	@$(VENV_PYTHON) -m tests.checks update-messages

requirements: ## Resolve pyproject.toml into the hashed requirements (needs uv)
	uv pip compile pyproject.toml --output-file requirements.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
	uv pip compile --group dev --constraints requirements.txt --output-file requirements-dev.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
