"""The rules of the house that a machine can keep, and that ruff, mypy and import-linter do not."""
