"""Makes candidates and ambassadors, and says what a test asks of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.people.models import PersonRole
from app.people.queries import get_person
from badges import queries as badges
from badges.ambassadors.jobs import AMBASSADOR_STEPS
from badges.ambassadors.nominating.service import TypedNomination, nominate_typed_person
from badges.ambassadors.queries import find_open_candidacy
from badges.ambassadors.service.agreement import TypedSheet, send_role_sheet
from badges.ambassadors.service.answer import accept_candidacy
from badges.ambassadors.service.review import confirm_candidacy
from badges.service.publish import publish_badge_draft
from badges.service.write import BadgeDraft, save_badge_draft
from tests.badges.test_awards import TEXT
from tests.makers import MONDAY

SENTENCE = "Elle relie les agences entre elles."


def nominate(nominator_id: int, nominee_id: int, sentence: str = SENTENCE) -> None:
    with transaction():
        typed = TypedNomination(colleague=get_person(nominee_id).email, sentence=sentence)
        nominate_typed_person(nominator_id, typed)


def let_the_clock_run(at: datetime = MONDAY) -> None:
    with clock.freeze_at(at):
        take_due_steps(AMBASSADOR_STEPS)


def find_step(person_id: int) -> str | None:
    with transaction():
        candidacy = find_open_candidacy(person_id)
        return None if candidacy is None else candidacy.state


def list_notices_of(person_id: int) -> list[str]:
    with transaction():
        kinds = session().scalars(select(Notice.kind).where(Notice.person_id == person_id).order_by(Notice.id))
        return [kind.removeprefix("ambassador.") for kind in kinds]


def list_ambassador_facts() -> list[str]:
    with transaction():
        return list(session().scalars(select(Fact.kind).where(Fact.kind.startswith("ambassador.")).order_by(Fact.id)))


def has_role(person_id: int) -> bool:
    with transaction():
        return bool(session().scalar(select(PersonRole.role).where(PersonRole.person_id == person_id)))


def make_candidate(people: list[int], at: datetime = MONDAY) -> int:
    """The first of `people`, asked because three colleagues of two teams spoke for them."""
    with clock.freeze_at(at):
        for nominator_id in (people[1], people[2], people[6]):
            nominate(nominator_id, people[0])
    let_the_clock_run(at)
    return people[0]


def make_ready(people: list[int], at: datetime = MONDAY) -> int:
    """A candidate who accepted, with a sheet signed on paper; the id of the candidacy."""
    candidate = make_candidate(people, at)
    with clock.freeze_at(at), transaction():
        accept_candidacy(candidate)
        send_role_sheet(candidate, TypedSheet(hours="4", approver="", is_on_paper=True))
        candidacy = find_open_candidacy(candidate)
        assert candidacy is not None
        return candidacy.id


def make_ambassador(people: list[int], at: datetime = MONDAY) -> int:
    candidacy_id = make_ready(people, at)
    with clock.freeze_at(at), transaction():
        confirm_candidacy(people[7], candidacy_id)
    return people[0]


def publish_badge_of_terms() -> None:
    """A badge of a year, for each term."""
    with transaction():
        save_badge_draft("serves", BadgeDraft(criterion="ambassador-named", settings={}, text=TEXT, valid_months=12))
        publish_badge_draft(badges.get_badge("serves"))
