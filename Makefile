# Every target sets up what it needs first; that takes a moment only when something changed. `make help` lists them.
# Words after ARGS= go to the command: make test ARGS="tests/core -k draft"

PY = .venv/bin/python
SOURCES = app core sync migrations resources tests
HEADLESS = QT_QPA_PLATFORM=offscreen
MAKEFLAGS += --no-print-directory
unexport PYTHONDONTWRITEBYTECODE  # or each process that a test starts would compile all that it imports
.DEFAULT_GOAL := help
.PHONY: help run server test check format fuzz bench bench-quality screenshots languages model lock

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -e 's/:.*## /	/' | expand -t 16

run: ## set up and open the window
	@sh .make/setup run
	@.venv/bin/second-brain window $(ARGS)

server: ## set up and run the whole team server on this machine, in a folder of its own
	@sh .make/setup server
	@.venv/bin/second-brain-server local $(ARGS)

test: ## set up and run the whole suite in two processes, without a display; what fails is asked again, and named
	@sh .make/setup test
	@$(HEADLESS) $(PY) -m pytest $(or $(ARGS),-n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart=0 --reruns 2 -raR)

check: ## format, lint, types, import contracts, then the tests
	@sh .make/setup test
	@echo "— format: ruff format --check"
	@$(PY) -m ruff format --check .
	@echo "— lint: ruff check"
	@$(PY) -m ruff check .
	@echo "— types: mypy"
	@$(PY) -m mypy
	@echo "— contracts: lint-imports"
	@.venv/bin/lint-imports --no-logo
	@echo "— tests: make test"
	@$(MAKE) test

format: ## put the code into its form, and mend what lint can mend
	@sh .make/setup test
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

fuzz: ## feed the readers of dumps noise for ten minutes, or as many seconds as ARGS says; Linux only
	@sh .make/setup test
	@$(PY) -m tests.fuzz $(ARGS)

bench: ## measure; the figures go to docs/benchmarks.md
	@sh .make/setup test
	@$(HEADLESS) $(PY) -m tests.bench $(ARGS)

bench-quality: ## measure how well search finds, on the labeled collections in ../shared/data or in --data FOLDER
	@sh .make/setup test
	@$(PY) -m tests.bench.quality $(ARGS)

screenshots: ## draw the main states of the window into docs/screenshots
	@sh .make/setup screenshots
	@$(HEADLESS) $(PY) -m tests.screenshots $(ARGS)

languages: ## find the words of the window that are new, put them into resources/languages/*.po, and compile
	@sh .make/setup test
	@$(PY) .make/languages.py

model: ## build the model for search by meaning into resources/model, where it is not there yet
	@sh .make/setup test
	@$(PY) -B .make/model.py $(ARGS)

lock: ## write requirements.lock anew from pyproject.toml
	@sh .make/setup test
	@$(PY) .make/lock.py $(ARGS)
