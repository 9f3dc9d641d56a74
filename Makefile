# Each target is one line that also works typed by hand.
.PHONY: help setup fmt check it bench up down

help:  ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

setup: ## run the format check before each commit
	printf '#!/bin/sh\nexec mvn -q spotless:check\n' >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit

fmt: ## format all sources
	mvn -q spotless:apply

check: ## everything: format, strict compile, tests, architecture
	./tamis test

it: ## the integration tests on the embedded PostgreSQL
	./tamis test -Dtamis.test.database=embedded

bench: ## import throughput beside the raw model's
	./tamis bench import

up: ## the platform on this machine, in the background
	./tamis up --detach

down: ## stop it
	./tamis down
