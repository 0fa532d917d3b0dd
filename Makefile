# `make` lists the commands.  PYTHON is only used to create .venv.
PYTHON ?= python3
JOBS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -gt 8 ] && echo 8 || echo $$n)
PORT ?= 8000

RUN := .venv/bin/python
# Several threads per process slow small matrices down, by up to a factor of 100 on a busy machine.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export JOBS

.DEFAULT_GOAL := help
.PHONY: help env book test notebooks ledger bench mutants lab serve clean

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

env:
	@$(PYTHON) book/environment.py

book: env ## build the book into _build/html; only what changed is executed
	@$(RUN) -m book.build

test: env ## run every test: package, ledger, notebooks, built pages
	@$(RUN) -m book.build || echo "The book does not build; the tests below say where."
	@$(RUN) -m pytest -n $(JOBS) --dist loadfile --nbval tests chapters

notebooks: env ## re-execute and normalize the committed notebooks
	@$(RUN) -m book.notebooks run

ledger: env ## collect the verdicts of the notebooks into _build/ledger.json
	@$(RUN) -m book.ledger

bench: env ## compare the solvers with what a reader would otherwise use
	@$(RUN) -m bench

mutants: env ## plant errors in the checks and in the package, and see them caught
	@$(RUN) -m book.mutants

lab: env ## open the chapters in JupyterLab
	@$(RUN) -m jupyter lab chapters

serve: book ## build the book and serve it at http://localhost:8000
	@echo "http://localhost:$(PORT)/intro.html  (stop with Ctrl-C)"
	@$(RUN) -m http.server --bind localhost --directory _build/html $(PORT)

clean: ## remove what was built; .venv stays
	rm -rf _build
