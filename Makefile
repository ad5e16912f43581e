# Every command of the project. `make help` lists them. Set-up runs by itself where it is needed, once.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The hashed requirement set in .venv: `dev` here; build projects choose a smaller one before they call make.
SET ?= $(or $(shell cut -d' ' -f1 .venv/.installed 2>/dev/null),dev)
STEP ?= local
CASES ?= 10000
PY := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export CDK_DISABLE_CLI_TELEMETRY := true
export CDK_DISABLE_VERSION_CHECK := 1

.PHONY: help setup run test synth bootstrap-policies assertions compliance digest source-scans supply-chain vulnerabilities keep-evidence openapi docs site lint imports quick faults drills fuzz bench clean lock \
	licences secrets-baseline dev-setup

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## install what the project needs into .venv and node_modules (once)
	@bash scripts/setup $(SET)

dev-setup:
	@bash scripts/setup dev

run: dev-setup ## the whole pipeline on this machine, to prod; asks for the approval, or takes APPROVE=yes
	@$(PY) -m delivery run

synth: setup ## synthesize pipeline and environments into cdk.out, and judge the findings
	@bash scripts/synth

assertions: setup ## assertion tests on cdk.out
	@CDK_ASSEMBLY=cdk.out $(PY) -m pytest tests/assertions -p tests.assertions.none_left_out -p no:cacheprovider --junitxml=reports/assertions/assertions.xml

compliance: setup ## judge cdk.out by every pack, as the pipeline does before Dev; reports (HTML, CSV, SARIF, ...) in reports/compliance
	@bash scripts/compliance cdk.out

digest: setup ## the SHA-256 that ties the reports to what is deployed, of cdk.out
	@$(PY) -m compliance.assembly.record_digest cdk.out

source-scans: setup ## scan the product's code, and every file of the commit for secrets; reports in reports/source-scans
	@$(PY) -m compliance.supply_chain.scans --into reports/source-scans

supply-chain: setup ## SBOMs, known vulnerabilities, licences; reports in reports/supply-chain
	@$(PY) -m compliance.supply_chain cdk.out --into reports/supply-chain

vulnerabilities: setup ## what the last supply-chain found of known vulnerabilities, in a line
	@$(PY) -m compliance.supply_chain.vulnerabilities_line reports/supply-chain

keep-evidence: setup ## copy a step's reports to the evidence bucket (in a pipeline)
	@$(PY) -m compliance.keep_evidence $(STEP) reports

bootstrap-policies: synth ## write bootstrap/policies.template.json: the boundary, and what CloudFormation may do, from the templates
	@$(PY) -m bootstrap write

openapi: dev-setup ## write docs/openapi.json and docs/api.md from the models, the error table and samples/
	@$(PY) -m openapi write

docs: openapi synth ## write what documents take from the code: the API's, the pictures, docs/cost.md, docs/scaling.md, docs/enforcement.md, docs/faults.md
	@$(PY) -m tests.unit.rooms.picture
	@$(PY) -m tests.unit.enforcement.page
	@$(PY) -m tests.faults.page
	@$(PY) -m delivery.charts.pipeline_graph cdk.out
	@$(PY) -m delivery.charts.terminal_still
	@$(PY) -m delivery.costs cdk.out
	@$(PY) -m delivery.scaling cdk.out

site: dev-setup ## docs/ as a site, in build/site; every link is followed
	@NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --quiet
	@echo "site: build/site/index.html"

lint: dev-setup ## ruff, mypy --strict, import rules, shell syntax, drift of the API document; cfn-lint and the naming check on cdk.out (made if missing)
	@ruff check . && ruff format --check .
	@mypy .
	@$(MAKE) --no-print-directory imports
	@$(PY) -m openapi check
	@for script in scripts/* requirements/lock .ci/run; do bash -n $$script; done
	@[ -f cdk.out/manifest.json ] || bash scripts/synth
	@bash scripts/lint-templates cdk.out

imports: dev-setup ## hold every import to the rooms (pyproject.toml: tool.importlinter)
	@mkdir -p build
	@PYTHONPATH=src/backend:src/checks lint-imports --cache-dir build/import-graph >build/imports.txt || { cat build/imports.txt; exit 1; }
	@sed -n 's/^Contracts: /imports: contracts /p' build/imports.txt

test: dev-setup ## everything that must hold before a commit lands
	@bash scripts/test

quick: dev-setup ## in under a minute: lint, and the tests that need neither a cloud nor an assembly
	@bash scripts/quick

faults: dev-setup ## every fault of docs/faults.md, injected into a local cloud of its own; what came of each in reports/faults
	@$(PY) -m localcloud.toolchain prepare --into .delivery/toolchain
	@bash scripts/offline $(PY) -m pytest tests/faults -v -p no:cacheprovider --timeout 1500 --junitxml=reports/faults/faults.xml

drills: dev-setup synth ## what `make test` leaves out because it is several releases long: the runbook's procedures, a second region, a quota in the way
	@$(PY) -m localcloud.toolchain prepare --into .delivery/toolchain
	@CDK_ASSEMBLY=cdk.out bash scripts/offline $(PY) -m pytest tests/e2e -m drill -v -p no:cacheprovider --timeout 1500

fuzz: dev-setup synth ## CASES (10000) generated requests to the deployed service in the local cloud, each answer held to the API document
	@FUZZ_CASES=$(CASES) CDK_ASSEMBLY=cdk.out $(PY) -m pytest tests/service/test_schemathesis.py -q -p no:cacheprovider -s

bench: dev-setup ## measure what is promised: push to prod over one synth, cold start, ... (ONLY=delivery for one part)
	@$(PY) -m tests.bench $(ONLY)

lock: dev-setup ## write the hashed requirement locks again (then: make setup licences)
	@UV=$(CURDIR)/.venv/bin/uv requirements/lock

licences: dev-setup ## record the toolchain's licences again, after a new lock
	@$(PY) -m compliance.supply_chain.licences.recorded_licences

secrets-baseline: dev-setup ## list strings that look like secrets again; a person then answers for the new ones
	@$(PY) -m compliance.supply_chain.scans.secret_baseline

clean: ## stop the local cloud and remove everything that was made here
	@if [ -x .venv/bin/python ] && [ -d .delivery ]; then $(PY) -m delivery down --purge || true; fi
	@rm -rf .venv node_modules cdk.out build reports .delivery .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
