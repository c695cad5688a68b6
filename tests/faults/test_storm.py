"""A tiny slice of the storm, which `make storm` runs whole: workers, the clock and PostgreSQL die while a stream comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.kernel.application import Application
from tests.private_engines import PrivateEngines
from tests.real_run import environment
from tests.server import serving
from tests.storm.background import BACKGROUND, Background
from tests.storm.slice import Slice, run_slice

pytestmark = pytest.mark.fault
TINY = Slice(seed=7, kills=5, people=20, messages=100, longest_pause=0.3, waits_for_claims=False)


def test_what_dies_during_a_push_loses_and_doubles_nothing(
    own_app: Application,
    own_engines: PrivateEngines,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    settings = replace(
        own_app.config["SETTINGS"],
        webhook_networks=(ip_network("127.0.0.0/8"),),
        webhook_plain_http=True,
        group_boards_every=0,
    )
    own_app.config["SETTINGS"] = settings

    def crash_postgres() -> None:
        own_engines.postgres.kill()
        own_engines.postgres.start()

    with serving(own_app) as url, Background(environment(settings)) as background:
        victims = {name: partial(background.kill_and_start, name) for name in BACKGROUND}
        figures = run_slice(TINY, settings, url, victims | {"postgresql": crash_postgres}, tmp_path)
    record_property("figures", [("a tiny storm", f"{figures.kills}, settled in {figures.settled_in} s")])
