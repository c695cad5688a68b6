"""The verbs of a volunteer: say one's wishes, change them, withdraw in one click, and come back."""

from __future__ import annotations

from datetime import UTC

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from mentoring.proposals.queries.proposals import is_settled
from mentoring.rounds.models import Round
from mentoring.rounds.queries import steady_round
from mentoring.rounds.states import takes_changes
from mentoring.skills.queries import map_skill_ids
from mentoring.skills.service import suggest_skill
from mentoring.volunteers.models import Avoidance, AvoidanceText, Volunteer, VolunteerSkill
from mentoring.volunteers.queries import volunteers as queries
from mentoring.volunteers.queries.involvements import get_involvement
from mentoring.volunteers.terms import VolunteerTerms
from mentoring.wishes.form import form_from_terms


class CharterNotAccepted(Conflict):
    """Whoever volunteers has read what everybody may expect of each other."""


class RoundIsClosed(Conflict):
    """The round takes no volunteers any more, or no changes."""


class WishesChangedElsewhere(Conflict):
    """Another browser of the same person saved something else meanwhile."""


class SideIsSettled(Conflict):
    """A proposal or a pair of this round needs the person on the side where they are."""


def save_wishes(round_: Round, person_id: int, terms: VolunteerTerms, *, version: str) -> Volunteer:
    """Keep what a person says for a round, whether they are new, change it, or come back.

    `seen` is the moment of what their browser showed (see `moment_of`); SaidElsewhere when another one saved
    something else since. The same answers sent twice are kept once.
    """
    _check_takes_wishes(round_, person_id)
    volunteer = _ensure_volunteer(round_, person_id, terms)
    before = queries.load_terms(volunteer)
    if version != version_token(volunteer) and before.skills and form_from_terms(before) != form_from_terms(terms):
        raise WishesChangedElsewhere("These wishes were changed elsewhere since you opened this page.")
    if volunteer.side != terms.side and is_settled(round_.id, person_id):
        raise SideIsSettled("A proposal or a pair of this round needs you on the side where you are.")
    _write_terms(volunteer, terms)
    _write_skills(volunteer, terms)
    _write_avoidances(person_id, terms.avoids)
    suggest_skill(terms.suggestion)
    session().flush()
    return volunteer


def withdraw_wishes(round_: Round, person_id: int) -> None:
    """Propose nobody to them any more, and them to nobody, in silence. A pair that meets already goes on.

    What is proposed already ends with the next beat, as everything that ends: at once, it would tell the other one.
    """
    steady_round(round_.id)
    volunteer = queries.lock_volunteer(round_.id, person_id)
    if volunteer is None or volunteer.state == "withdrawn":
        return
    volunteer.state = "withdrawn"


def resume_wishes(round_: Round, person_id: int) -> None:
    """Be a volunteer again with what one had said; RoundIsClosed once the round closes."""
    if not takes_changes(steady_round(round_.id)):
        raise RoundIsClosed("This round is closing: it proposes nobody any more.")
    volunteer = queries.lock_volunteer(round_.id, person_id)
    if volunteer is not None:
        volunteer.state = "open"


def version_token(volunteer: Volunteer | None) -> str:
    """When somebody's answers were saved, as their form sends it back; empty before there are any."""
    return "" if volunteer is None else volunteer.saved_at.astimezone(UTC).isoformat()


def _check_takes_wishes(round_: Round, person_id: int) -> None:
    if not queries.has_accepted_charter(person_id):
        raise CharterNotAccepted("Read and accept the charter first: it says what everybody may expect of each other.")
    steady_round(round_.id)
    if not get_involvement(round_.slug, person_id).takes_me:
        raise RoundIsClosed("This round takes no volunteers at this time.")


def _ensure_volunteer(round_: Round, person_id: int, terms: VolunteerTerms) -> Volunteer:
    """The person's row, held; a new one remembers what they read for an earlier round."""
    read, prepared_at = queries.find_earlier_preparation(person_id)
    now = clock.now()
    made = insert(Volunteer).values(
        round_id=round_.id,
        person_id=person_id,
        side=terms.side,
        languages=[],
        slots=[],
        preparation=read,
        prepared_at=prepared_at,
        volunteered_at=now,
        saved_at=now,
    )
    session().execute(made.on_conflict_do_nothing())
    volunteer = queries.lock_volunteer(round_.id, person_id)
    assert volunteer is not None, "The row is there, whoever put it there."
    return volunteer


def _write_terms(volunteer: Volunteer, terms: VolunteerTerms) -> None:
    volunteer.side, volunteer.state = terms.side, "open"
    volunteer.languages, volunteer.slots = list(terms.languages), [list(slot) for slot in terms.slots]
    volunteer.remote, volunteer.interests = terms.remote, list(terms.interests)
    volunteer.hopes, volunteer.capacity, volunteer.saved_at = terms.hopes, terms.capacity, clock.now()


def _write_skills(volunteer: Volunteer, terms: VolunteerTerms) -> None:
    ids = map_skill_ids(terms.skills)
    session().execute(delete(VolunteerSkill).where(VolunteerSkill.volunteer_id == volunteer.id))
    rows = [
        {"volunteer_id": volunteer.id, "skill_id": ids[slug], "level": one.level, "wanted": one.wanted}
        for slug, one in terms.skills.items()
    ]
    session().execute(insert(VolunteerSkill), rows)


def _write_avoidances(person_id: int, lines: tuple[str, ...]) -> None:
    """Whom the lines name is found whether or not there is anybody: the answer is the same, and takes as long."""
    said = insert(AvoidanceText).values(person_id=person_id, lines=list(lines))
    session().execute(said.on_conflict_do_update(index_elements=["person_id"], set_={"lines": list(lines)}))
    session().execute(delete(Avoidance).where(Avoidance.person_id == person_id))
    found = queries.list_people_called(lines, other_than=person_id)
    if found:
        session().execute(insert(Avoidance), [{"person_id": person_id, "avoided_id": one} for one in found])
