# The few commands of the house; `make` alone lists them. Works with GNU make 3.81, uv or no uv, Python 3.11 to 3.14.

PORT ?= 8000
FRESH ?=
ARGS ?=
ONLY ?=
BASE ?=
VENV := .venv
BIN  := $(VENV)/bin
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
PYTHON = $(shell for p in "$${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c '$(FITS)' >/dev/null 2>&1 && { command -v "$$p"; break; }; done)

# These send packages or code elsewhere. Where PYTHONDONTWRITEBYTECODE is set, every start would compile the house again.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH PIP_PREFIX PIP_ROOT PIP_TARGET UV_SYSTEM_PYTHON
export PIP_USER := 0
export PIP_REQUIRE_HASHES := 0
export UV_REQUIRE_HASHES := 0

# uv refuses to work where it cannot write its cache.
ifneq ($(shell cache="$${UV_CACHE_DIR:-$${XDG_CACHE_HOME:-$$HOME/.cache}/uv}"; mkdir -p "$$cache" 2>/dev/null && test -w "$$cache" && echo yes),yes)
export UV_NO_CACHE := 1
endif

.DEFAULT_GOAL := help
.PHONY: help demo doctor test check format lint types contracts bench storm fuzz bare synapse askbot lock clean

help: ## Say what there is.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## Run the whole service on this machine (PORT=9000 for another port, FRESH=yes to begin again).
	@$(BIN)/passerelle demo --with-parent --port $(PORT)$(if $(FRESH), --fresh)

doctor: $(VENV)/.run ## Say what is reachable, what is not, and what to do.
	@$(BIN)/passerelle doctor

test: $(VENV)/.dev ## Run the tests (ARGS="-k words" for some of them).
	@$(BIN)/pytest $(ARGS)

check: lint types contracts test ## Everything that CI checks.

format: $(VENV)/.dev ## Lay out the code and mend what can be mended alone.
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy

contracts: $(VENV)/.dev
	@$(BIN)/lint-imports

bench: $(VENV)/.dev ## Measure (ONLY=intake for one group, BASE=<commit> beside an earlier commit); never part of the tests.
	@$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(BASE),--base $(BASE))

storm: $(VENV)/.dev ## Kill everything a thousand times during a steady push (ARGS=--help); goes on where it was stopped.
	@$(BIN)/python -m tests.storm $(ARGS)

fuzz: $(VENV)/.dev $(VENV)/fuzz/bin/schemathesis ## Try the whole API by its document, as nobody and with each scope.
	@$(BIN)/python -m tests.fuzz $(VENV)/fuzz/bin/schemathesis $(ARGS)

bare: $(VENV)/.dev ## Try both commands in minimal Debian roots, as root, before a release (ARGS=--help).
	@$(BIN)/python -m tests.bare $(ARGS)

synapse: $(VENV)/.dev ## Make the homeserver by which the tests judge how Matrix is read (a minute, 240 MB on the disk).
	@$(BIN)/python -m venv --clear $(VENV)/synapse
	@$(VENV)/synapse/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tests/judges/synapse.txt || { rm -rf $(VENV)/synapse; exit 1; }

askbot: $(VENV)/.dev ## Make the forum by which the tests judge the apps for Askbot (a minute, 360 MB on the disk).
	@$(BIN)/python -m venv --clear $(VENV)/askbot
	@$(VENV)/askbot/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tests/judges/askbot.txt \
		&& $(VENV)/askbot/bin/python tests/judges/make_askbot.py || { rm -rf $(VENV)/askbot; exit 1; }

COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q $(ARGS)

lock: $(VENV)/.python ## Lock the packages again after a change in pyproject.toml (ARGS=--upgrade for newer ones).
	@test -x $(BIN)/uv || $(call pip,,uv)
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(COMPILE) --group dev -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) --group fuzz -o requirements/fuzz.txt
	$(COMPILE) --group judges -c requirements/run.txt -c requirements/dev.txt -o requirements/judges.txt

clean: ## Remove what tools leave behind; say what stays: packages, the demo, root's engines.
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/fuzz/.schemathesis dist bench-results.json storm-results.jsonl
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
	@for kept in $(VENV) .passerelle /var/lib/passerelle; do ! test -e $$kept || echo "Kept: $$(du -sh $$kept 2>/dev/null | tr '\t' ' ')"; done

# What is installed, each stamp older than the lock that it follows is made again. A machine's own uv is used, else pip; each
# reads its own configuration. What was interrupted is unfinished: packages lack files, and all are written again.

# A virtual environment of its own: it brings a plug-in that every run of pytest would load.
$(VENV)/fuzz/bin/schemathesis: requirements/fuzz.txt $(VENV)/.run
	@$(BIN)/python -m venv --clear $(VENV)/fuzz
	@$(VENV)/fuzz/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@touch $@

UNFINISHED := $(VENV)/.unfinished
ifneq ($(wildcard $(UNFINISHED)),)
.PHONY: $(VENV)/.run
AGAIN := yes
endif

pip = if command -v uv >/dev/null; then \
		uv pip install --python $(BIN)/python $(if $(1),--reinstall) $(2); \
	else ( PYTHONUNBUFFERED=1 $(BIN)/python -m pip install --disable-pip-version-check --no-compile $(if $(1),--force-reinstall) $(2); \
		echo "status $$?" ) | while read -r word rest; do case $$word in \
			Collecting) echo "  $${rest%% *}";; Installing) echo "  ... and writing them";; status) exit $$rest;; esac; done; fi

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.14 is needed, and not found; PYTHON=/path/to/python names one." >&2; exit 1; }
	@echo "Making $(VENV) with $$("$(PYTHON)" --version)"
	@if command -v uv >/dev/null; then uv venv --quiet --clear --python "$(PYTHON)" $(VENV); \
	else "$(PYTHON)" -m venv --clear $(VENV); fi
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.txt pyproject.toml
	@echo "Installing what the service needs: about 135 MB to fetch, 480 MB on the disk"
	@touch $(UNFINISHED)
	@$(call pip,$(AGAIN),--require-hashes -r requirements/run.txt)
	@$(call pip,,--quiet --no-deps --no-build-isolation --editable .)
	@rm $(UNFINISHED)
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt requirements/judges.txt
	@echo "Installing what the tests need: another 110 MB to fetch, 450 MB on the disk"
	@touch $(UNFINISHED)
	@$(call pip,$(AGAIN),--require-hashes -r requirements/dev.txt -r requirements/judges.txt)
	@rm $(UNFINISHED)
	@touch $@
