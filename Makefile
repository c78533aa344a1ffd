# make run          sets everything up and opens the app (PORT=8600 for another port)
# make test         sets everything up and runs every test
# make test-fast    lint and the quick tests, within a minute
# make translations renews the catalogues from the code
.PHONY: help setup run test test-fast lint translations
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

setup:
	@.ci/setup
	@$(BIN)/python -m compileall -q app engine
	@$(BIN)/python -m app.translations.catalogues compile

run: setup
	@$(BIN)/mingbai serve $(if $(PORT),--port $(PORT))

translations: setup
	@$(BIN)/python -m app.translations.catalogues extract
	@$(BIN)/python -m app.translations.catalogues compile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m app.translations.catalogues check

# Two runs of pytest: the first spreads over two processes, the second shares one server and one browser.
test: lint
	@.ci/browser-needs
	HYPOTHESIS_PROFILE=ci $(PYTEST) -n 2 --benchmark-disable --ignore=tests/browser
	$(PYTEST) tests/browser

test-fast: lint
	HYPOTHESIS_PROFILE=fast $(PYTEST) -n 2 --benchmark-disable --ignore=tests/browser -m "not slow"
