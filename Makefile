# Everything is run from here; `make help` lists it. Needs GNU make, a POSIX shell and Python 3.11.
# Variables given on the command line (make serve PORT=9000 DATABASE_URL=…) reach the programs.

PYTHON ?= python3

# pip checks every file it installs against the hashes in the lock files.
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(PY) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --python-version 3.11 $(LOCK_OPTIONS)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
MEMORY := DATABASE_URL=sqlite://:memory:
PYTEST := $(PY) -m pytest --numprocesses=auto --maxprocesses=4 $(PYTEST_OPTIONS)

# Where Python is told to keep no compiled files, a hundred programs of the tests would compile all.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install serve test check snapshots pictures messages content admin bench drills image-check sbom audit lock clean
# Steps of others.
.PHONY: services lint types migrations suite

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.* ## /\1 /p' Makefile | awk '{name = $$1; $$1 = ""; printf "make %-12s%s\n", name, $$0}'

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Rolebook needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …' >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.runtime: requirements.lock | $(PY)
	$(PIP) -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(PIP) -r requirements-dev.lock
	@touch $@

# Babel compiles the messages, so that no system package is needed to run the site.
%.mo: %.po .venv/.runtime
	@.venv/bin/pybabel --quiet compile --domain django --input-file $< --output-file $@

install: .venv/.dev $(CATALOGUES) ## Install all dependencies into .venv, checked against their hashes

serve: .venv/.runtime $(CATALOGUES) ## Run the site on http://127.0.0.1:8000 (PORT=, HOST=, DATABASE_URL=)
	@$(PY) manage.py collectstatic --noinput --verbosity 0
	@PATH="$(CURDIR)/.venv/bin:$$PATH" HTTPS=$${HTTPS:-0} LOG_FORMAT=$${LOG_FORMAT:-text} deploy/start

# Debian has a Chromium that is quicker for tests; without it, any other is used.
services: .venv/.dev
	@$(PY) -m tests.tools.setup chromium-headless-shell 2> /dev/null || :
	@$(PY) -m tests.tools.setup postgresql chromium libreoffice-writer

# What takes one core a minute or two is done beside the suite.
test: lint services ## Check the code, then run the suite on SQLite and on PostgreSQL
	@$(MAKE) --no-print-directory --jobs=2 suite types migrations

check: lint types ## Lint, layers, types, migrations, deployment settings, lock files

lint: install
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports
	@! grep -nE '://' requirements*.lock || { echo 'A lock file names a host: run make lock.' >&2; exit 1; }

types: install
	$(MEMORY) HTTPS=0 .venv/bin/mypy
	$(MEMORY) HTTPS=1 DEBUG=0 $(PY) manage.py check --deploy --fail-level WARNING
	$(MEMORY) $(PY) manage.py makemigrations --check --dry-run

migrations: install
	$(PY) -m tests.tools.migrations

# Tests that touch no database run once; of the browser tests, PostgreSQL has the journeys that
# write, search, filter or compare.
suite: install
	$(MEMORY) $(PYTEST)
	$(PY) -m tests.tools.postgres $(PYTEST) -m "database or both_databases"

snapshots: install ## Write down anew which queries the main pages make (tests/snapshots)
	$(MEMORY) $(PY) -m pytest tests/test_queries.py --renew-snapshots
	$(PY) -m tests.tools.postgres $(PY) -m pytest tests/test_queries.py --renew-snapshots

pictures: install ## Make the pictures of the README and the guides anew (docs)
	@$(PY) -m tests.tools.setup chromium
	$(MEMORY) $(PY) -m tests.tools.pictures

messages: .venv/.dev ## Collect the interface's texts into locale/*/LC_MESSAGES/django.po
	@$(PY) -m tests.tools.setup gettext
	$(PY) manage.py makemessages --all --no-location --no-obsolete --ignore .venv --ignore var --ignore tests

content: .venv/.runtime ## Load the reference content again; asks before it overwrites edits (CONTENT_OPTIONS=)
	$(PY) manage.py migrate --noinput --verbosity 0
	$(PY) manage.py load_content $(CONTENT_OPTIONS)

admin: .venv/.runtime ## Make an administrator for /admin/
	$(PY) manage.py migrate --noinput --verbosity 0
	$(PY) manage.py createsuperuser

bench: install ## Print all figures, of pages, search, imports, memory (an hour; ESCO=path; TITLES=path; PART= for one of them)
	$(PY) -m benchmarks$(if $(PART),.$(PART)) $(BENCH_OPTIONS)

drills: install ## Do bad things to sites on loopback and see that they hold (20 minutes; FULL=1 the whole; ESCO=path; DRILL= for some)
	@$(PY) -m drills $(if $(filter-out 0,$(FULL)),--full) $(DRILL)

image-check: install ## Build the container image and run it hardened, and its services; say what could not be checked
	@$(PY) -m tests.tools.image

sbom: var/tools/.installed var/runtime/.installed ## List all components (CycloneDX) and their licences in var/
	@var/tools/bin/cyclonedx-py environment --output-reproducible --output-file var/sbom.cdx.json var/runtime
	@$(PY) -m tests.tools.licences var/sbom.cdx.json > var/licences.txt
	@echo 'var/sbom.cdx.json, var/licences.txt'

var/tools/.installed: requirements-build.lock | .venv/.dev
	@$(PY) -m venv --clear var/tools
	@var/tools/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

var/runtime/.installed: requirements.lock var/tools/.installed
	@$(PY) -m venv --clear --without-pip var/runtime
	@var/tools/bin/pip --python var/runtime install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

audit: .venv/.dev ## Compare the lock files with a copy of an advisory database in OSV's format (ADVISORIES=path)
	@$(PY) -m tests.tools.advisories "$(ADVISORIES)" requirements.lock requirements-dev.lock requirements-build.lock

lock: .venv/.dev ## Renew the lock files from pyproject.toml (LOCK_OPTIONS=--upgrade)
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) --group build --output-file requirements-build.lock

clean: ## Remove what was made here, except var/ with its database
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(CATALOGUES)
