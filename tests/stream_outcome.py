"""What the house made of a stream of messages, under the names of what the plain count expects."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, TextClause, func, select, text

from app.journal.events.statements import effective_fact_condition
from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.models import Snapshot
from app.leaderboards.packed_ranking import ROW, PackedRows, RankedPerson, unpack_rows
from app.leaderboards.reading.queries import get_board_with_last_version, list_all_group_rows
from app.people.models import Person, Unit
from app.people.queries import get_person
from app.people.service.participation import choose_visibility
from app.points.models import Balance, LedgerEntry, UnitBalance
from app.webhooks.models import Delivery
from badges.models import Award
from missions.models import Enrolment, Mission
from tests.foreseen import APPEARS_EVERY, Outcome

ANNOUNCED = ("mission.completed", "badge.awarded")
COMPLETIONS = (
    select(Enrolment.person_id, Mission.slug, Enrolment.completed_at)
    .join(Mission, Mission.id == Enrolment.mission_id)
    .where(Enrolment.completed_at.is_not(None))
)
UNITS = select(Unit.name, UnitBalance.points).join(UnitBalance, UnitBalance.unit_id == Unit.id)


def list_person_ids() -> dict[int, int]:
    """The people of the file: their numbers there, and their ids."""
    with transaction():
        rows = session().execute(select(Person.external_id, Person.id))
        return {int(external_id.removeprefix("cm-")): person_id for external_id, person_id in rows}


def let_some_appear(ids: dict[int, int]) -> None:
    """One person out of five chooses to appear on boards."""
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
