# `make` alone explains the targets.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo tour test check format bench pictures reference words lock soak deployment cloud audit listing clean

help: ## this list
	@echo "Shared Labels"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  make \1\t\2/p' Makefile | expand -t 20
	@echo
	@echo "Begin with: make demo"

demo: $(VENV)/.runtime ## start everything on this machine and print the address to open
	@$(PY) -m simulator.demo

tour: $(VENV)/.runtime ## the same without a person: share a label and check every copy, over HTTP
	@$(PY) -m simulator.demo tour

test: $(VENV)/.dev ## all tests, on two cores
	$(PY) -m pytest -n 2 --dist loadgroup

check: $(VENV)/.dev ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## put the source into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## calls, server time and memory, side by side
	@$(PY) bench/run.py

pictures: $(VENV)/.dev ## take the pictures of README and docs again
	PICTURES=docs/pictures $(PY) -m pytest -q -p no:randomly -m browser tests/browser

reference: $(VENV)/.dev ## write docs/reference from the code
	$(PY) docs/generate.py

words: $(VENV)/.dev ## gather the words for translators (locales), and compile what they wrote
	$(BIN)/pybabel --quiet extract -F babel.cfg --no-location --omit-header --sort-output --no-wrap \
	  -o locales/messages.pot .
	$(BIN)/pybabel --quiet update -i locales/messages.pot -d locales --no-wrap --no-fuzzy-matching \
	  --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel --quiet compile -d locales

lock: $(VENV)/.dev ## pin requirements*.in with hashes
	$(PIP) install 'pip-tools==7.6.2'
	$(BIN)/pip-compile --quiet --allow-unsafe --strip-extras --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file=requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --allow-unsafe --strip-extras --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file=requirements-dev.txt requirements-dev.in
	$(BIN)/pip-compile --quiet --allow-unsafe --strip-extras --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file=requirements-otel.txt requirements-otel.in

soak: $(VENV)/.dev ## random histories for an hour on both cores, and how many there were (MINUTES=60)
	$(PY) bench/soak.py

mutants: $(VENV)/.dev ## change the core's decisions one by one and list the changes that no test notices
	$(PIP) install 'mutmut==3.8.1'
	HYPOTHESIS_PROFILE=mutants $(BIN)/mutmut run
	$(BIN)/mutmut results

deployment: $(VENV)/.runtime ## print what `gcloud workspace-add-ons deployments create` takes, for BASE_URL
	@$(PY) -m addon deployment

cloud: $(VENV)/.runtime ## deploy on Google Cloud, every step, for PROJECT and REGION; STEP=… for one
	@tools/google-cloud/$(or $(STEP),everything).sh

listing: $(VENV)/.dev ## draw the icons and the banner of the Marketplace listing
	$(PY) tools/listing/draw.py

audit: ## known vulnerabilities of what is pinned
	@tools/audit.sh

clean: ## remove the virtual environment and what the demo kept
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp is younger than the lock it was installed from, so a second start waits for nothing.

$(VENV)/bin/python:
	@sh .ci/venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the service runs on (once) ..."
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need (once) ..."
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $(VENV)/.runtime $@
