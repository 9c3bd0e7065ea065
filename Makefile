# make demo | make test | make check | make eval — each does its own set-up; a second run takes none.

VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
# The newest Python at hand that dedup supports; override with `make PYTHON=/path/to/python`.
PYTHON  ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
WORKERS ?= 2

.PHONY: demo test check format docs eval readme clean

demo: $(READY)
	$(BIN)/dedup scan fixtures/articles
	$(BIN)/dedup compare fixtures/articles/sirte_repost_a.txt fixtures/articles/sirte_repost_b.txt

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# docs/rules, from the source of `dedup rule`.
docs: $(READY)
	$(BIN)/dedup rules --write docs/rules

# What the README and the kept report show, written anew; read the difference before you commit it.
readme: $(READY)
	$(BIN)/python bench/readme.py
	DEDUP_GOLDEN=write $(BIN)/python -m pytest -q tests/test_golden.py

# The figures of docs/design, where the evaluation data lies beside the repository.
eval: $(READY)
	for s in sirte reposts alignment names claims word_drift; do \
		PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python ../shared/eval/$$s.py || exit 1; done

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "dedup needs Python 3.11 or newer; install it, or: make PYTHON=/path/to/python"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	$(BIN)/python -m compileall -q dedup  # else a shell that keeps no bytecode compiles it at every start
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
