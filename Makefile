# The one front door. `make help` lists what there is.
SHELL := /bin/sh
VENV := .venv
PYTHON := $(VENV)/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench services services-stop messages lock screenshots

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

$(VENV)/run.stamp: requirements/run.txt bin/venv
	@bin/venv requirements/run.txt $@

$(VENV)/dev.stamp: requirements/dev.txt bin/venv
	@bin/venv requirements/dev.txt $@

run: $(VENV)/run.stamp ## the whole portal with its demo on http://localhost:$PORT (8000)
	@exec $(PYTHON) manage.py run

test: $(VENV)/dev.stamp ## all tests; ARGS="tests/search -x" for some
	@$(PYTHON) -m pytest -n 2 $(ARGS)

lint: $(VENV)/dev.stamp ## format, rules, types, imports, templates, translations, migrations, deployment check
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" bin/lint

format: $(VENV)/dev.stamp ## put code and templates in shape
	@$(VENV)/bin/ruff format -q . && $(VENV)/bin/ruff check -q --fix . || true
	@git ls-files 'templates/*.html' | xargs $(VENV)/bin/djade --target-version 5.2 || true
	@git ls-files 'templates/*.html' | xargs $(VENV)/bin/djhtml -t 2 || true

bench: $(VENV)/dev.stamp ## benchmarks, as one table of ratios
	@$(PYTHON) -m bench $(ARGS)

services: ## install and start PostgreSQL, Redis and Elasticsearch; prints the variables to set
	@python3 -m bin.services install && python3 -m bin.services start

services-stop: ## end exactly those
	@python3 -m bin.services stop

messages: $(VENV)/dev.stamp ## gather new texts into locale/en
	@$(PYTHON) bin/messages.py update

screenshots: $(VENV)/dev.stamp ## the pictures of the papers, from a running demo
	@$(PYTHON) -m bin.screenshots

lock: $(VENV)/dev.stamp ## resolve pyproject.toml into requirements/, with hashes and without addresses
	@bin/lock
