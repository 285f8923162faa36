# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

PAGE := src/maydan/web/assets/index.html
PAGE_SOURCES := $(shell find web/src web/public -type f) web/index.html web/vite.config.ts web/package-lock.json

LOCKING := --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
  --no-emit-trusted-host --no-emit-options
SPARK := 'pyspark>=4,<5'  # as the extra of that name asks

.PHONY: demo read fast test spark check lint types lock clean bench stress web

demo: $(STAMP) $(PAGE)  ## set up, read the sample reports into a case, open the explorer on it
	mkdir -p out
	$(BIN)/maydan demo out/maydan-sample.maydan

read: $(STAMP)  ## set up, then read the sample reports in the terminal
	$(BIN)/maydan read --sample

fast: $(STAMP)  ## compile the reader, some minutes (a C compiler, Python's headers): it then reads about twice as fast
	$(BIN)/python tools/compile_reader.py $(if $(PROFILE),--profile)

test: $(STAMP) $(PAGE)  ## set up, then lint, types and all tests, the page's too
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/mypy -p maydan
	cd web && npm run check && npm test
	$(BIN)/python -m pytest

spark: $(STAMP)  ## add PySpark (490 MB; needs Java 17): `make test` then runs a cluster of three processes too
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-spark.lock

web: $(PAGE)  ## build the explorer's page into the package

$(PAGE): web/node_modules/.package-lock.json $(PAGE_SOURCES)
	cd web && npm run build

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci

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
	$(BIN)/pip-compile $(LOCKING) --extra dev --allow-unsafe --output-file requirements.lock pyproject.toml
	echo $(SPARK) | $(BIN)/pip-compile $(LOCKING) --output-file requirements-spark.lock -

clean:
	rm -rf $(VENV) dist build src/maydan/_native web/node_modules src/maydan/web/assets .mypy_cache .ruff_cache .pytest_cache
