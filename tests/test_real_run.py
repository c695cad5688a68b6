"""The main job on real input, and on made input of its shape: a stream of messages comes in over HTTP, and the whole house agrees with a plain count of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, Select, TextClause, func, select, text

from app.journal.events.statements import effective_fact_condition
from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.leaderboards.models import Snapshot
from app.leaderboards.packed_ranking import ROW, PackedRows, RankedPerson, unpack_rows
from app.leaderboards.reading.queries import get_board_with_last_version, list_all_group_rows
from app.people.accounts.service.tokens import create_token
from app.people.directory.service.imports import apply_import
from app.people.models import Person, Unit
from app.people.queries import get_person
from app.people.service.participation import choose_visibility
from app.points.models import Balance, LedgerEntry, UnitBalance
from app.webhooks.models import Delivery
from badges.models import Award
from missions.models import Enrolment, Mission
from tests import collegemsg
from tests.foreseen import APPEARS_EVERY, Outcome, foreseen
from tests.independent_count import POINTS, Count, count
from tests.real_run import BADGE, processes, publish_programme, replay, replay_again, wait_until_settled
from tests.receiver import Receiver
from tests.server import serving

ANNOUNCED = ("mission.completed", "badge.awarded")
COMPLETIONS = (
    select(Enrolment.person_id, Mission.slug, Enrolment.completed_at)
    .join(Mission, Mission.id == Enrolment.mission_id)
    .where(Enrolment.completed_at.is_not(None))
)
UNITS = select(Unit.name, UnitBalance.points).join(UnitBalance, UnitBalance.unit_id == Unit.id)


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


@pytest.mark.parametrize("stream_name", collegemsg.STREAMS)
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

    with Receiver() as receiver, serving(app) as url, processes(settings, "worker", "worker", "sender", "clock"):
        with transaction():
            receiver.trust(publish_programme(receiver.url, settings))
            token = create_token("the RSE", scopes={"activities:write"}, source="collegemsg")
            assert apply_import(collegemsg.people_csv(messages)).problems == ()
        ids = _people()
        _appear(ids)
        began = time.monotonic()
        outcomes = replay(settings, stream, url=url, token=token)
        pushed_in = time.monotonic() - began
        settled_in = wait_until_settled(within=240)
        first = outcome(ids)
        again = replay_again(stream, url=url, token=token)
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


def _people() -> dict[int, int]:
    with transaction():
        rows = session().execute(select(Person.external_id, Person.id))
        return {int(external_id.removeprefix("cm-")): person_id for external_id, person_id in rows}


def _appear(ids: dict[int, int]) -> None:
    with transaction():
        for person, person_id in ids.items():
            if person % APPEARS_EVERY == 0:
                choose_visibility(get_person(person_id), on_boards=True)


def outcome(ids: dict[int, int]) -> Outcome:
    """What the house made of the stream, with people under the numbers of the file."""
    number = {person_id: person for person, person_id in ids.items()}

    def by_person(statement: Select[int, int] | Select[int, datetime]) -> dict[int, object]:
        return {number[row[0]]: row[1] for row in session().execute(statement)}

    with transaction():
        return {
            "facts": _tally(Fact.source == "collegemsg"),
            "announcements": _tally(Fact.kind.in_(ANNOUNCED), text(effective_fact_condition("fact"))),
            "completions": {
                (number[person_id], slug): at for person_id, slug, at in session().execute(COMPLETIONS).all()
            },
            "ledger": by_person(
                select(LedgerEntry.person_id, func.sum(LedgerEntry.points)).group_by(LedgerEntry.person_id)
            ),
            "balances": by_person(select(Balance.person_id, Balance.points).where(Balance.points > 0)),
            "units": dict(session().execute(UNITS).all()),
            "awards": by_person(select(Award.person_id, Award.awarded_at).where(Award.revoked_at.is_(None))),
            "board of people": [(row.rank, number[row.person_id], row.score) for row in _people_on("people")],
            "board of units": [
                (row.rank, row.name, row.score) for row in list_all_group_rows(get_board_with_last_version("units"))
            ],
            "deliveries": _by_state(),
        }


def _tally(*which: ColumnElement[bool] | TextClause) -> dict[str, int]:
    rows = session().execute(select(Fact.kind, func.count()).where(*which).group_by(Fact.kind)).all()
    return dict(rows)


def _by_state() -> dict[str, int]:
    return dict(session().execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all())


def _people_on(slug: str) -> list[RankedPerson]:
    snapshot_id = get_board_with_last_version(slug).snapshot_id
    assert snapshot_id is not None, "The board is published."
    snapshot = session().get_one(Snapshot, snapshot_id)
    assert snapshot.roll is not None, "A board of people has a roll."
    return unpack_rows(PackedRows(1, snapshot.roll[: snapshot.people * ROW.size]))


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
