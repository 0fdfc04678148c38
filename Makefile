# Two commands do all the set-up: `make demo` and `make test`. Each needs Python 3.11+, git and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check format evals bench clean

demo: $(VENV)/.installed
	$(BIN)/newsgraph demo

test: demo
	$(BIN)/python -m pytest -q

check: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/house tests/docs tests/cli/test_reference.py

format: $(VENV)/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

evals: $(VENV)/.installed
	$(BIN)/python -m evals

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks

# pip 25.1 is the first that knows dependency groups, which hold what only developers need. It compiles what it installs,
# but not what it leaves in its place: where Python may write no bytecode every command would compile it anew, in .1 s.
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[mcp,semantic,serve,web]" --group dev
	$(BIN)/python -m compileall -q src cli
	touch $@

clean:
	rm -rf $(VENV) indexes/demo
