"""Saves the wishes of a volunteer, withdraws them, and resumes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.form_drafts.service import PostedStep, delete_form_draft, save_step_answers
from mentoring.proposals.queries.proposals import is_bound_to_side
from mentoring.rounds.models import Round
from mentoring.rounds.queries import lock_round_shared
from mentoring.rounds.states import is_open_to_wish_changes
from mentoring.skills.queries import read_skill_ids_by_slug
from mentoring.skills.service import suggest_skill
from mentoring.volunteers.models import Avoidance, AvoidanceText, Volunteer, VolunteerSkill
from mentoring.volunteers.preferences import VolunteerPreferences
from mentoring.volunteers.queries import volunteers as queries
from mentoring.volunteers.queries.involvements import Involvement, get_involvement
from mentoring.wishes.form import WishForm, encode_form
from mentoring.wishes.queries import DRAFT_PREFIX, find_wish_draft, load_form
from mentoring.wishes.steps import STEPS


class CharterNotAccepted(Conflict):
    """Volunteering needs an accepted charter."""


class RoundIsClosed(Conflict):
    """The round takes no more volunteers or changes."""


class WishesChangedElsewhere(Conflict):
    """Another window of the same person saved other wishes meanwhile."""


class SideIsSettled(Conflict):
    """A proposal or a pair of this round needs the person on their current side."""


def save_wishes(round_: Round, person_id: int, terms: VolunteerPreferences, *, version: str) -> Volunteer:
    """Save the wishes of a person for a round: new, changed, or resumed.

    `version` is the token that the form showed (see `build_version_token`). Raises WishesChangedElsewhere if another window saved
    other answers since. Sending the same answers twice saves them once.
    """
    _lock_round_and_check_may_save(round_, person_id)
    volunteer = _ensure_and_lock_volunteer(round_, person_id, terms)
    before = queries.load_volunteer_preferences(volunteer)
    if version != build_version_token(volunteer) and before.skills and before != replace(terms, suggestion=""):
        raise WishesChangedElsewhere("These wishes were changed elsewhere since you opened this page.")
    if volunteer.side != terms.side and is_bound_to_side(round_.id, person_id):
        raise SideIsSettled("A proposal or a pair of this round needs you on the side where you are.")
    avoided_ids = queries.list_person_ids_by_name_or_email(terms.avoids, other_than=person_id)
    skill_ids = read_skill_ids_by_slug(terms.skills)
    suggest_skill(terms.suggestion)
    _fill_volunteer_row_and_reactivate(volunteer, terms)
    _replace_skills_of_volunteer(volunteer, terms, skill_ids)
    _replace_avoidances_of_person(person_id, terms.avoids, avoided_ids)
    session().flush()
    return volunteer


def save_step(involvement: Involvement, person_id: int, posted: PostedStep, *, language: str) -> WishForm:
    """Keep the answers of one step, for the person alone: they count once `save_wishes` is called. Returns the whole form.

    Raises AnswersChangedElsewhere if another window saved other answers of this step since the page was opened.
    """
    _lock_round_and_check_may_save(involvement.round, person_id)
    name, otherwise = DRAFT_PREFIX + involvement.round.slug, load_form(involvement, person_id, None, language=language)
    save_step_answers(person_id, name, posted, steps=STEPS, otherwise=encode_form(otherwise))
    return load_form(involvement, person_id, find_wish_draft(involvement, person_id), language=language)


def save_wishes_and_delete_draft(involvement: Involvement, person_id: int, terms: VolunteerPreferences) -> Volunteer:
    """Let the answers of all steps count (see `save_wishes`), and forget the draft of them."""
    version = build_version_token(involvement.volunteer)
    volunteer = save_wishes(involvement.round, person_id, terms, version=version)
    delete_form_draft(person_id, DRAFT_PREFIX + involvement.round.slug)
    return volunteer


def withdraw_wishes(round_: Round, person_id: int) -> None:
    """Stop proposals to and about this person, without a notice; idempotent, and existing pairs continue.

    A pending proposal ends with the next daily cycle: ending it at once would reveal who withdrew.
    """
    lock_round_shared(round_.id)
    volunteer = queries.lock_volunteer(round_.id, person_id)
    if volunteer is None or volunteer.state == "withdrawn":
        return
    volunteer.state = "withdrawn"


def resume_wishes(round_: Round, person_id: int) -> None:
    """Make the saved wishes count again; raises RoundIsClosed once the round closes."""
    if not is_open_to_wish_changes(lock_round_shared(round_.id)):
        raise RoundIsClosed("This round is closing: it proposes nobody any more.")
    volunteer = queries.lock_volunteer(round_.id, person_id)
    if volunteer is not None:
        volunteer.state = "open"


def build_version_token(volunteer: Volunteer | None) -> str:
    """The moment of the last save, which the form sends back; empty before the first."""
    return "" if volunteer is None else volunteer.saved_at.astimezone(UTC).isoformat()


def _lock_round_and_check_may_save(round_: Round, person_id: int) -> None:
    if not queries.has_accepted_charter(person_id):
        raise CharterNotAccepted("Read and accept the charter first: it says what everybody may expect of each other.")
    lock_round_shared(round_.id)
    if not get_involvement(round_.slug, person_id).can_change_wishes:
        raise RoundIsClosed("This round takes no volunteers at this time.")


def _ensure_and_lock_volunteer(round_: Round, person_id: int, terms: VolunteerPreferences) -> Volunteer:
    """The locked row of the person; a new row takes over what they read for an earlier round."""
    read, prepared_at = queries.read_earlier_preparation(person_id)
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
    assert volunteer is not None, "The row was inserted above or by another request."
    return volunteer


def _fill_volunteer_row_and_reactivate(volunteer: Volunteer, terms: VolunteerPreferences) -> None:
    volunteer.side, volunteer.state = terms.side, "open"
    volunteer.languages, volunteer.slots = list(terms.languages), [list(slot) for slot in terms.slots]
    volunteer.remote, volunteer.interests = terms.remote, list(terms.interests)
    volunteer.away = [[first.isoformat(), last.isoformat()] for first, last in terms.away]
    volunteer.hopes, volunteer.capacity, volunteer.saved_at = terms.hopes, terms.capacity, clock.now()


def _replace_skills_of_volunteer(
    volunteer: Volunteer, terms: VolunteerPreferences, skill_ids: Mapping[str, int]
) -> None:
    session().execute(delete(VolunteerSkill).where(VolunteerSkill.volunteer_id == volunteer.id))
    rows = [
        {"volunteer_id": volunteer.id, "skill_id": skill_ids[slug], "level": skill.level, "wanted": skill.wanted}
        for slug, skill in terms.skills.items()
    ]
    session().execute(insert(VolunteerSkill), rows)


def _replace_avoidances_of_person(person_id: int, lines: tuple[str, ...], avoided_ids: Sequence[int]) -> None:
    """Replace the list of people to avoid; unknown names give the same response in the same time."""
    statement = insert(AvoidanceText).values(person_id=person_id, lines=list(lines))
    session().execute(statement.on_conflict_do_update(index_elements=["person_id"], set_={"lines": list(lines)}))
    session().execute(delete(Avoidance).where(Avoidance.person_id == person_id))
    if avoided_ids:
        session().execute(
            insert(Avoidance), [{"person_id": person_id, "avoided_id": avoided_id} for avoided_id in avoided_ids]
        )
