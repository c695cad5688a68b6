"""A connection whose other host is gone without a word is given up within seconds, at both of its ends."""

from __future__ import annotations

import psycopg
import pytest

from app.kernel.application import CONNECTION
from tests.databases import Databases

LONGEST = 8
"""Seconds after which another clock leads."""


@pytest.mark.parametrize("end", ["ours", "of the server"])
def test_a_silent_connection_is_given_up_within_eight_seconds(end: str) -> None:
    words = str(CONNECTION["options"]).replace("-c ", "").split()
    of_server = dict(word.split("=") for word in words)
    ours = {f"tcp_{name}": value for name, value in CONNECTION.items() if name.startswith("keepalives_")}
    ours["tcp_user_timeout"] = CONNECTION["tcp_user_timeout"]
    limits = ours if end == "ours" else of_server
    probes = int(limits["tcp_keepalives_interval"]) * int(limits["tcp_keepalives_count"])
    assert int(limits["tcp_keepalives_idle"]) + probes < LONGEST
    assert int(limits["tcp_user_timeout"]) / 1000 < LONGEST


def test_postgresql_takes_the_options(databases: Databases) -> None:
    with psycopg.connect(databases.engines.database_url, **CONNECTION) as connection:
        row = connection.execute("select current_setting('TimeZone')").fetchone()
    assert row == ("UTC",)
