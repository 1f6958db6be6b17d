# Needs python3 (3.11 or later) with venv, and make; everything else is installed into .venv, pinned by constraints.txt.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXAMPLES := $(sort $(wildcard examples/*.md examples/*.txt examples/*.tex examples/*.ipynb))
DIR ?= examples
export PYTHONHASHSEED := 0

.PHONY: help install test lint types unit stale report readme bench corpus clean

help:
	@echo "make test     ruff, mypy, the tests, and that reports/ is not stale"
	@echo "make report   verify examples/ and write reports/"
	@echo "make lint     ruff and mypy alone"
	@echo "make bench    the speed of everything, beside SymPy"
	@echo "make corpus DIR=folder   one line for each document of a folder"
	@echo "make readme   write the samples in README.md anew"
	@echo "make clean    remove what was built"

install: $(STAMP)

# The stamp is older than what it depends on, or the interpreter it was made with is gone: install again.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "derive needs Python 3.11 or later; give one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "$(PYTHON) cannot make virtual environments; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo "installing into $(VENV)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

test: lint unit stale

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy

unit: $(STAMP)
	$(BIN)/pytest -n 2

# A run that finds planted mistakes exits with 1, as it should; anything worse stops here.
build/reports: $(STAMP) FORCE
	@rm -rf $@
	$(BIN)/derive report $(EXAMPLES) --to $@ || test $$? -eq 1

report: build/reports
	@rm -rf reports
	@mkdir -p reports
	@cp -R build/reports/. reports/

stale: build/reports
	@diff -r reports build/reports >/dev/null || { echo "reports/ is stale: run 'make report' and commit it"; exit 1; }

readme: $(STAMP)
	DERIVE_GOLDEN=write $(BIN)/pytest tests/cli/test_readme.py

bench: $(STAMP)
	$(BIN)/python bench/run.py

corpus: $(STAMP)
	@$(BIN)/python bench/corpus.py $(DIR)

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis $(VENV)
	find . -name __pycache__ -prune -exec rm -rf {} +

FORCE:
