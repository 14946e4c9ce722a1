# Two commands: `make demo` shows the main job, `make test` runs the tests. Both set up by themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
MARK := .venv/.installed

.PHONY: demo test month storm pictures lint format bench lock clean tracker scales

demo: $(MARK)
	$(BIN)/csopsbot demo $(ARGS)

test: $(MARK)-dev
	$(BIN)/pytest -n 3 --dist loadgroup $(ARGS)

month: $(MARK)-dev
	CSOPSBOT_TEST_MONTH=5000 $(BIN)/pytest -n 2 --dist loadgroup tests/unit/month $(ARGS)

storm: $(MARK)-dev
	CSOPSBOT_TEST_KILLS=30 $(BIN)/pytest -n 2 --dist loadgroup --thorough --timeout 900 tests/acceptance -k storm $(ARGS)

pictures: $(MARK)-dev
	$(BIN)/python -m tests.browser.pictures $(ARGS)

lint: $(MARK)-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(MARK)-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(MARK)-bench
	$(BIN)/python -m benchmarks $(ARGS)

# The beginnings of a new tracker: make tracker NAME=acme
tracker: $(MARK)-dev
	$(BIN)/python -m csopsbot.testing.scaffold $(NAME)
	$(BIN)/ruff check --fix --quiet src/csopsbot/trackers/$(NAME) tests/contract/trackers
	$(BIN)/ruff format --quiet src/csopsbot/trackers/$(NAME) tests/contract/trackers

# The README's table of trackers, made of what their scales say.
scales: $(MARK)-dev
	$(BIN)/python -m csopsbot.testing.scales README.md

lock: $(MARK)-dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate --upgrade -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --no-header --no-annotate --upgrade -o requirements-dev.lock
	$(BIN)/uv pip compile --group bench --universal --python-version 3.11 --no-header --no-annotate --upgrade -c requirements-dev.lock -o requirements-bench.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# `make demo ARGS="--once"` and `make demo -- --once` both hand their flags on.
ifeq (demo,$(firstword $(MAKECMDGOALS)))
  EXTRA := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
  ARGS += $(EXTRA)
  .PHONY: $(EXTRA)
  $(eval $(EXTRA):;@:)
endif

$(MARK): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(MARK)-bench: $(MARK)-dev requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.lock
	touch $@

$(MARK)-dev: $(MARK) requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@
