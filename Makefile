# A machine with Python 3.12 or newer, a shell and make is enough: uv comes from PATH or from .uvenv.
SHELL := /bin/sh
PYTHON ?= python3
UV := $(or $(shell command -v uv 2>/dev/null),.uvenv/bin/uv)
RUN := $(UV) run --frozen --no-sync
WORKERS ?= 2
.DEFAULT_GOAL := help
.PHONY: help setup run test check e2e bench browser format clean

help:  ## list the targets
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1	\2/p' Makefile

.uvenv/bin/uv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12) and "Python 3.12 or newer is needed; try make PYTHON=python3.13")'
	$(PYTHON) -m venv .uvenv
	.uvenv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"

.venv/.synced: $(if $(findstring .uvenv,$(UV)),.uvenv/bin/uv) uv.lock pyproject.toml .python-version
	$(UV) sync --frozen
	@touch $@

setup: .venv/.synced  ## make .venv with the locked packages

run: setup  ## serve the product on this machine, with a demo person and a local inbox
	@exec $(RUN) manage.py up

test: setup browser  ## the whole suite on its own PostgreSQL, Redis and browser (TEST_DATABASE=sqlite for SQLite)
	$(RUN) pytest -n $(WORKERS) $(ARGS)

e2e: setup browser  ## only the journeys in the real browser
	$(RUN) pytest -m e2e -n $(WORKERS) $(ARGS)

check: setup  ## lint, format, types, layers, migrations, deployment settings
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) lint-imports
	$(RUN) mypy .
	DEBUG=yes $(RUN) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(RUN) python -c 'import secrets; print(secrets.token_urlsafe(50))') DEBUG=no \
		SITE_ADDRESS=https://journal.example.org $(RUN) manage.py check --deploy --fail-level WARNING

bench: setup  ## measure, and write docs/performance.md
	$(RUN) python -m benchmarks

browser: setup  ## find a browser, or install one
	@$(RUN) python -m tests.install_browser

format: setup  ## let ruff repair what it can
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

clean:  ## remove what the other targets made (var/ holds the journal of `make run`)
	rm -rf .venv .uvenv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage var
