# Everything a developer needs. `make run` asks for nothing but Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STEP = @printf '\n== %s\n'

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test check bench audit-bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: ## Install what the product needs into .venv
	@PYTHON='$(PYTHON)' sh .ci/install requirements.txt

install-dev: ## Install what the checks and tests need as well
	@PYTHON='$(PYTHON)' sh .ci/install requirements.txt requirements-dev.txt

run: install ## Start Assay on http://127.0.0.1:8000 (PORT=8001 for another port); Ctrl-C ends it
	@exec $(BIN)/python -m cms.running --end-with-parent

test: install-dev ## Run the tests; ARGS="-k name" for some of them
	@exec $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: install-dev ## Run every check that needs no running site
	$(STEP) 'ruff check'
	@$(BIN)/python -m ruff check .
	$(STEP) 'ruff format'
	@$(BIN)/python -m ruff format --check .
	$(STEP) 'mypy'
	@$(BIN)/python -m mypy
	$(STEP) 'lint-imports'
	@$(BIN)/python -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(STEP) 'djlint'
	@$(BIN)/python -m djlint --lint cms questions evidence
	$(STEP) 'manage.py check'
	@$(BIN)/python manage.py check
	$(STEP) 'migrations are complete'
	@$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(STEP) 'docs/api/openapi.yaml is fresh'
	@$(BIN)/python manage.py openapi --check
	@printf '\nAll checks passed.\n'

bench: install-dev ## Measure what the documents promise about speed
	@exec $(BIN)/python -m pytest tests/benchmarks --override-ini=addopts= -q -s $(ARGS)

audit-bench: install-dev ## Measure how well the audit tells true claims from faulty ones
	@exec $(BIN)/python -m tests.audit.bench $(ARGS)

lock: install-dev ## Write requirements*.txt anew from requirements*.in
	@for name in requirements requirements-dev; do \
	  $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    --output-file $$name.txt $$name.in || exit 1; \
	done

clean: ## Remove .venv and caches; the data in var/ stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find cms questions evidence tests -name __pycache__ -type d -prune -exec rm -rf {} +
