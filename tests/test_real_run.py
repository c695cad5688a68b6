"""The main job on real input, and on made input of its shape: a stream of messages comes in over HTTP, and the whole house agrees with a plain count of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.directory.service.imports import apply_import
from tests import collegemsg
from tests.foreseen import foreseen
from tests.independent_count import POINTS, Count, count
from tests.real_run import BADGE, crew_at_work, publish_programme, replay, wait_until_settled
from tests.receiver import Receiver
from tests.server import serving
from tests.stream_outcome import let_some_appear, list_person_ids, outcome


@dataclass(frozen=True)
class Run:
    """How the run went."""

    pushed_in: float
    settled_in: float
    delivered: int
    again: dict[str, int]

    @property
    def seconds(self) -> float:
        """From the first request to the last effect."""
        return self.pushed_in + self.settled_in


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A company whose RSE listens on this machine."""
    return replace(settings, webhook_networks=(ip_network("127.0.0.0/8"),), webhook_plain_http=True)


@pytest.mark.long
@pytest.mark.parametrize("stream_name", collegemsg.PUSHED)
def test_a_stream_goes_through_the_whole_house(
    app: Application,
    settings: Settings,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    stream_name: str,
) -> None:
    file = collegemsg.open_stream(stream_name, tmp_path)
    moved_by = collegemsg.weeks_until(clock.now().date(), file)
    messages = collegemsg.read_messages(moved_by, file)
    stream = tmp_path / "activities.ndjson"
    stream.write_bytes(b"".join(collegemsg.activities(messages)))
    expected = count(file, moved_by)

    with Receiver() as receiver, serving(app) as url, crew_at_work(settings):
        with transaction():
            receiver.trust(publish_programme(receiver.url, settings))
            token = create_token("the RSE", scopes={"activities:write"}, source="collegemsg")
            assert apply_import(collegemsg.people_csv(messages)).problems == ()
        ids = list_person_ids()
        let_some_appear(ids)
        began = time.monotonic()
        outcomes = replay(stream, url=url, token=token)
        pushed_in = time.monotonic() - began
        settled_in = wait_until_settled(within=240)
        first = outcome(ids)
        again = replay(stream, url=url, token=token)
        wait_until_settled(within=120)
        second = outcome(ids)

    assert outcomes == {"accepted": len(messages), "duplicate": 0, "dropped": 0, "refused": 0}
    for what, foretold in foreseen(expected, ids).items():
        assert first[what] == foretold, what
    check_deliveries(receiver, expected)
    assert again == {"accepted": 0, "duplicate": len(messages), "dropped": 0, "refused": 0}
    assert second == first, "A replay changes nothing."
    run = Run(pushed_in, settled_in, len(receiver.accepted), again)
    record_property("figures", figures(expected, run))


def check_deliveries(receiver: Receiver, expected: Count) -> None:
    """Each award was told once, signed, to the receiver; it takes in nothing else."""
    awarded = sorted(
        collegemsg.external_id(person) for person, newcomer in expected.people.items() if newcomer.badge_at
    )
    assert sorted(str(received.details["person"]) for received in receiver.accepted) == awarded
    assert {received.event["type"] for received in receiver.accepted} == {"badge.awarded"}
    assert {received.details["object"] for received in receiver.accepted} == {f"badge:{BADGE}"}
    assert len(receiver.received) == len(awarded), "Every signature verified, and nothing was sent twice."


def figures(expected: Count, run: Run) -> list[tuple[str, str]]:
    """The table of the run."""
    completed = Counter(slug for newcomer in expected.people.values() for slug in newcomer.completed)
    return [
        ("people", f"{len(expected.people):,}"),
        ("activities pushed", f"{expected.posts + expected.answers:,} in {run.pushed_in:.1f} s"),
        (
            "all settled",
            f"{run.settled_in:.1f} s later: {(expected.posts + expected.answers) / run.seconds:,.0f} facts a second",
        ),
        *((f"completed: {slug}", f"{completed[slug]:,}") for slug in POINTS),
        ("points in the ledger", f"{sum(newcomer.points for newcomer in expected.people.values()):,}"),
        ("badges awarded, delivered, verified", f"{run.delivered:,}"),
        ("pushed again", f"{run.again['duplicate']:,} duplicates, nothing changed"),
    ]
