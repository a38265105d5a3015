# make run | test | check | bench | chaos | clean: each does all its own set-up on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made

.PHONY: run test check bench chaos docs clean

run: $(STAMP)
	$(BIN)/python -m bot run

# All tests, and the coverage of what must be covered whole; with ARGS only what they name: make test ARGS=tests/core
# What goes every way there is would take three times as long under coverage, and shows laws, not lines.
# What watches a real clock or a browser comes after the rest, alone, so that nothing else keeps it waiting.
EVERY_WAY := tests/core/test_walks.py tests/core/test_random_walks.py tests/core/test_zone_sweep.py tests/deaths tests/chaos
ALONE := tests/end_to_end tests/sandbox
SIDE_BY_SIDE := --numprocesses logical --maxprocesses 4 --dist loadscope --no-loadscope-reorder
test: $(STAMP)
ifdef ARGS
	$(BIN)/python -m pytest $(ARGS)
else
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(addprefix --ignore=,$(EVERY_WAY) $(ALONE)) \
		--cov --cov-report=term-missing:skip-covered
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(EVERY_WAY)
	$(BIN)/python -m pytest $(ALONE)
endif

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m bot check > /dev/null

bench: $(STAMP)
	$(BIN)/python -m benchmarks

# Twice ten minutes: kills the bot while 200 people are guided, on SQLite and on PostgreSQL, and writes docs/chaos.md
chaos: $(STAMP)
	$(BIN)/python -m tests.chaos $(ARGS)

docs: $(STAMP)
	$(BIN)/python -m bot draw --form mermaid > docs/states.mmd
	$(BIN)/python -m bot draw --form svg > docs/states.svg
	$(BIN)/python -m bot check --write-schema > /dev/null
	$(BIN)/python -m tests.export_schema

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .venv-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov build dist *.egg-info
