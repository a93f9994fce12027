# A machine with Python 3.12 or newer, a shell and make is enough: uv comes from PATH or from .uvenv.
SHELL := /bin/sh
PYTHON ?= python3
UV := $(or $(shell command -v uv 2>/dev/null),.uvenv/bin/uv)
# The interpreter for .venv: the one at hand if it is new enough, else uv finds or fetches one.
BASE := $(shell $(PYTHON) -c 'import sys; print(sys._base_executable if sys.version_info >= (3, 12) else "")' 2>/dev/null)
BIN := .venv/bin
WORKERS ?= 2
.DEFAULT_GOAL := help
.PHONY: help setup run test check types rules e2e histories bench lighthouse screens browser format clean

help:  ## list the targets
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1	\2/p' Makefile

.uvenv/bin/uv:
	$(if $(BASE),,$(error Python 3.12 or newer is needed; name it: make PYTHON=python3.13))
	$(PYTHON) -m venv .uvenv
	.uvenv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"

.venv/.synced: $(if $(findstring .uvenv,$(UV)),.uvenv/bin/uv) uv.lock pyproject.toml .python-version
	$(UV) sync --frozen $(if $(BASE),--python $(BASE))
	@touch $@

setup: .venv/.synced  ## make .venv with the locked packages

run: setup  ## serve the product on this machine, with a demo person and a local inbox
	@exec $(BIN)/python manage.py up

test: setup browser  ## the whole suite on its own PostgreSQL, Redis and browser (TEST_DATABASE=sqlite for SQLite)
	$(BIN)/pytest -n $(WORKERS) $(ARGS)

e2e: setup browser  ## only the journeys in the real browser
	$(BIN)/pytest -m e2e -n $(WORKERS) $(ARGS)

histories: setup  ## try 5,000 histories of devices without a network (about ten minutes)
	SYNC_EXAMPLES=5000 $(BIN)/pytest tests/core/test_sync_histories.py $(ARGS)

check: setup  ## lint, format, types, layers, migrations, deployment settings
	@$(MAKE) --no-print-directory -j2 types rules

types: setup
	$(BIN)/mypy .

rules: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	DEBUG=yes $(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') DEBUG=no \
		SITE_ADDRESS=https://journal.example.org EMAIL_URL=smtp+tls://journal:secret@mail.example.org:587 \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: setup  ## measure, and write docs/performance.md
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.pages

lighthouse: setup  ## let Lighthouse (from npm, needs Node 20) mark four pages, and write docs/performance.md
	$(BIN)/python -m benchmarks.pages --lighthouse

screens: setup browser  ## take a picture of every screen into var/screens
	$(BIN)/python -m tests.screens $(ARGS)

browser: setup  ## find a browser, or install one
	@$(BIN)/python -m tests.install_browser

format: setup  ## let ruff repair what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what the other targets made, but not var/, which holds the journal of `make run`
	rm -rf .venv .uvenv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage
