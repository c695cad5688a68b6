"""Gives every test the fixtures of the house; at the end, names the tests that could not run and prints figures."""

from __future__ import annotations

pytest_plugins = [
    "tests.engines",
    "tests.service",
    "tests.browsers",
    "tests.nodes",
    "tests.not_run",
    "tests.order",
    "tests.figures",
]
