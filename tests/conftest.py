"""Gives every test the fixtures of the house; at the end, names the tests that could not run and prints figures."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.engines",
    "tests.service",
    "tests.browsers",
    "tests.mail_host",
    "tests.nodes",
    "tests.not_run",
    "tests.order",
    "tests.figures",
]

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
"""A busy machine draws examples slowly: that is no fault of what is tested."""
