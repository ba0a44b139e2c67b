# make run    sets itself up and opens the desk
# make test   sets itself up, checks the house rules and runs every test
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run demo test check browser proof bench pictures lock clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m oatui

demo: $(VENV)/run.stamp
	@$(BIN)/python -m oatui demo

test: check browser
	$(BIN)/python -m pytest -m "not proof" -n auto --dist loadfile -rs

check: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/catalogue.py

# the phone page is tried in a real browser, with a Chinese font, where the system lets itself be asked for them
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && export DEBIAN_FRONTEND=noninteractive && \
	  apt-get update -qq >/dev/null 2>&1 && \
	  apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null 2>&1; } || \
	  echo "No Chromium, and none can be installed from here: the browser tests are skipped (apt install chromium)"

proof: $(VENV)/test.stamp
	$(BIN)/python -m pytest -m proof

bench: $(VENV)/test.stamp
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/signin.py
	$(BIN)/python benchmarks/lists.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/numbering.py
	$(BIN)/python benchmarks/phone.py --tenfold
	$(BIN)/python benchmarks/years.py .venv/ten_years.db
	$(BIN)/python benchmarks/ten_years.py --store .venv/ten_years.db
	$(BIN)/python benchmarks/lists.py --store .venv/ten_years.db
	$(BIN)/python benchmarks/phone.py --store .venv/ten_years.db
	$(BIN)/python benchmarks/link.py

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "oatui needs Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: on Debian, apt install python3-venv"; exit 1; }
	@echo "第一次：正在装到 $(VENV)，一两分钟，以后不再装。/ First run: installing into $(VENV), a minute or two, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# what the README shows, from the demo's desk
pictures: browser $(VENV)/test.stamp
	$(BIN)/python docs/pictures.py

# needs uv; the hashes come from the package index that pip is set up to use
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

clean:
	rm -rf $(VENV) build *.egg-info
