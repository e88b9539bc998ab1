# The words people and CI both use. PYTHON makes the environment, VENV is where it lies.
PYTHON ?= $(firstword $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python; done) python3)
VENV ?= .venv
BIN := $(VENV)/bin
# Test processes at once; 0 runs them one after the other, in the order they stand.
PARALLEL ?= 2
EVALSET ?= ../shared/evalset

.PHONY: run setup setup-tests test kill-test check bench accuracy

run: setup  ## install what is missing, then web and worker with the demonstration centre
	@ITQAN_DEMONSTRATION=$${ITQAN_DEMONSTRATION:-1} exec $(BIN)/python -m jobs.launcher

setup:  ## only install
	@$(PYTHON) tools/set_up.py --venv $(VENV)

setup-tests:
	@$(PYTHON) tools/set_up.py --venv $(VENV) --tests

test: setup-tests  ## every test
	@$(BIN)/pytest -n $(PARALLEL) $(TESTS)

kill-test: setup-tests  ## kill -9 of the worker in every step, twenty times each, on both databases
	@ITQAN_KILLS=20 $(BIN)/pytest -n $(PARALLEL) tests/jobs/test_kill.py

check: setup-tests  ## style, types, layers, words, short functions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.check_house

bench: setup-tests  ## measure, into bench/results.json
	@$(BIN)/python -m bench

accuracy: setup-tests  ## how well the engine hears, into docs/accuracy.md; FINAL=1: the unread third too
	@$(BIN)/python -m accuracy --evalset $(EVALSET) $(if $(FINAL),--final)
