# One command a task. `make help` lists them.
# Which Python: the first 3.11 or newer found, or the one you name: make test PYTHON=python3.13

PYTHON ?=
# The question of `make ask`; through the environment, so that quotes in it do no harm.
export Q ?= Is Dupixent an immunosuppressant?
SHARED ?= $(or $(PLAINLABEL_SHARED),../shared)
STARTER_SOURCES = "$(SHARED)"/data/openfda_label/*.jsonl.gz "$(SHARED)"/data/label_sections/*_openfda_sections.jsonl.gz
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup ask serve test lint format bench docs names starter lock clean

help:  ## List the tasks
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /\1|/' | while IFS='|' read -r task words; do \
		printf '  make %-8s %s\n' "$$task" "$$words"; done

setup: $(READY)  ## Make .venv and install what the lock pins

# The stamp is older than the lock or the project file: install again. Otherwise nothing is done.
$(READY): requirements.lock pyproject.toml tools/set_up.sh
	@PYTHON="$(PYTHON)" sh tools/set_up.sh
	@touch $@

ask: $(READY)  ## Answer one question from the built-in edition (make ask Q="your question")
	@$(BIN)/plainlabel ask -- "$$Q"
	@printf '\nAsk your own question:\n  %s\n' '$(BIN)/plainlabel ask "Can you drink alcohol on Dupixent?"'
	@printf 'Open the site:\n  %s\n' 'make serve'

serve: $(READY)  ## Open the site on this machine (stop it with Ctrl+C)
	@$(BIN)/plainlabel serve

lint: $(READY)  ## Check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: lint  ## Check everything: style, types, tests
	$(BIN)/python -m pytest

format: $(READY)  ## Put the code into the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(READY)  ## Measure against the budgets and file the result
	$(BIN)/python -m benchmarks

docs: $(READY)  ## Write the generated reference pages again
	$(BIN)/python tools/make_reference.py

names: $(READY)  ## Build the name vocabulary again from the shared folder
	$(BIN)/python tools/make_names.py "$(SHARED)"

starter: $(READY)  ## Build the built-in edition again from the shared folder
	$(BIN)/python -m plainlabel.edition.starter $(STARTER_SOURCES)

lock:  ## Pin every dependency again (needs uv)
	sh tools/make_lock.sh

clean:  ## Remove .venv and everything the tools left behind
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
