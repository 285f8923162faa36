# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check lint types lock clean bench stress

demo: $(STAMP)  ## set up, then read the sample reports
	$(BIN)/maydan read --sample

test: $(STAMP)  ## set up, then lint, types and all tests
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/mypy -p maydan
	$(BIN)/python -m pytest

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

lint: $(STAMP)
	$(BIN)/ruff check src tests tools benchmarks

types: $(STAMP)
	$(BIN)/mypy -p maydan

stress: $(STAMP)  ## fifty kills of a process that fills and reviews a case, twenty each of a run's driver and workers
	$(BIN)/python benchmarks/stress_case.py --kills 50
	$(BIN)/python benchmarks/stress.py

bench: $(STAMP)  ## timings, never part of the tests
	$(BIN)/python benchmarks/reading.py

lock:  ## renew requirements.lock from pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --extra dev --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-emit-options --allow-unsafe --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache
