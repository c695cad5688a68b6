"""The machinery of the real run: a programme, a crew of processes, the command that pushes, and the wait for all to settle."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import exists, select

from app.intake.commands import replay_file as command
from app.journal import queries as journal
from app.journal.registry import readers_by_name
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.leaderboards.models import Board
from app.leaderboards.service import create_and_publish_board
from app.points.service import create_and_publish_rule
from app.webhooks.address import AllowedNetworks
from app.webhooks.models import Delivery
from app.webhooks.service.register import EndpointWish, create_endpoint
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.boards import make_board
from tests.faults.commands import running_command
from tests.independent_count import ANSWER, HELLO, POINTS, WEEKS
from tests.makers import LONG_AGO, TEXT, WORDS
from tests.paths import write_and_publish_path

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "app.cli.main")
BOTH = ["post.created", "answer.created"]
MISSIONS = {
    HELLO: ("distinct", {"facts": BOTH, "of": "people", "wanted": 3}),
    ANSWER: ("activity", {"facts": ["answer.created"], "wanted": 1, "within_days": 7}),
    WEEKS: ("rhythm", {"facts": BOTH, "wanted": 2, "within_days": 30}),
}
BADGE = "at-home"


def publish_programme(webhook_url: str, settings: Settings) -> str:
    """The onboarding path, what it is worth, a badge, two boards and an endpoint; answers the endpoint's secret."""
    for slug, (kind, wanted) in MISSIONS.items():
        create_and_publish_mission_for_everyone(slug, kind, wanted, text=TEXT, minutes=5, points=POINTS[slug])
    write_and_publish_path("onboarding", title=WORDS, why=WORDS, missions=list(MISSIONS), opens_on_joining=True)
    create_and_publish_rule("mission", "mission.completed", sentence=WORDS, in_force_from=LONG_AGO)
    create_and_publish_badge(
        BADGE, "missions-completed", {"missions": list(MISSIONS)}, text=BadgeText(name=WORDS, description=WORDS)
    )
    make_board("people")
    create_and_publish_board("units", title=WORDS, subject="unit")
    reach = AllowedNetworks(settings.webhook_networks, plain_http=settings.webhook_plain_http)
    return create_endpoint(EndpointWish(url=webhook_url, kinds=["badge.awarded"], description="The RSE"), reach).secret


@contextmanager
def crew_at_work(settings: Settings) -> Iterator[None]:
    """Two workers, the sender and the clock, each a process, until the block ends."""
    with ExitStack() as running:
        for command in ("worker", "worker", "sender", "clock"):
            running.enter_context(running_command(command, environment(settings)))
        yield


def replay(file: Path, *, url: str, token: str) -> dict[str, int]:
    """What `passerelle replay` tells of a file, outcome by outcome; it must succeed."""
    result = CliRunner().invoke(command, [str(file), "--url", url], env={"PASSERELLE_TOKEN": token})
    assert result.exit_code == 0, result.output
    return _outcomes(result.stdout)


def _outcomes(table: str) -> dict[str, int]:
    words = [line.split() for line in table.splitlines()]
    return {line[0]: int(line[1].replace(",", "")) for line in words if len(line) == 2}


def environment(settings: Settings) -> dict[str, str]:
    """The variables that make a process of these settings."""
    written = {setting.metadata["variable"]: _written(getattr(settings, setting.name)) for setting in fields(settings)}
    return dict(os.environ) | written


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def wait_until_settled(*, within: float) -> float:
    """Wait until every reader has caught up, every board is published and every delivery has arrived; how long it took."""
    began = time.monotonic()
    while waiting := _what_waits():
        assert time.monotonic() - began < within, f"Still waiting after {within} s: {waiting}"
        time.sleep(0.1)
    return time.monotonic() - began


def _what_waits() -> dict[str, object]:
    with transaction():
        waiting: dict[str, object] = {"readers": journal.list_reader_names_to_drain(readers_by_name().values())}
        stale = Board.stale_since.is_not(None) | Board.building_until.is_not(None)
        waiting["boards"] = session().scalar(select(exists().where(stale)))
        waiting["deliveries"] = session().scalar(select(exists().where(Delivery.state == "due")))
    return {name: left for name, left in waiting.items() if left}
