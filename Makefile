# Each command brings what it needs. `make` alone prints what there is.
PYTHON ?= python3
SETUP = @$(PYTHON) scripts/setup.py
IN = .venv/bin/

.PHONY: help demo serve test lint bench pictures texts lock

help: ## Print what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: export HUB_DATA_DIR = var/demo
demo: export DATABASE_URL =
demo: ## Set everything up, and serve the hub with its demo world
	$(SETUP)
	@$(IN)impact-hub demo
	@exec $(IN)impact-hub serve

serve: ## Serve a hub of your own, with the settings of docs/settings.md
	$(SETUP)
	@$(IN)impact-hub migrate
	@exec $(IN)impact-hub serve

test: ## Test everything: rules, services, PostgreSQL, the browser
	$(SETUP) --tests
	@$(IN)python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: ## Look at the code: ruff, pyright, import-linter
	$(SETUP) --tests
	@$(IN)ruff check . && $(IN)ruff format --check .
	@$(IN)pyright
	@$(IN)lint-imports

bench: ## Measure how fast it is, beside a yardstick
	$(SETUP) --tests
	@$(IN)python -m scripts.bench $(ARGS)

pictures: ## Photograph every page for the README
	$(SETUP) --tests
	@$(IN)python -m scripts.pictures

texts: ## Collect the sentences in the code for their translators
	$(SETUP) --tests
	@$(IN)python scripts/texts.py

lock: ## Choose the newest packages that fit, and write down which
	$(SETUP) --tests
	@$(IN)uv pip compile --quiet --universal --generate-hashes --upgrade \
		--custom-compile-command "make lock" pyproject.toml -o requirements.txt
	@$(IN)uv pip compile --quiet --universal --generate-hashes --upgrade \
		--custom-compile-command "make lock" --group dev -c requirements.txt \
		pyproject.toml -o requirements-dev.txt
