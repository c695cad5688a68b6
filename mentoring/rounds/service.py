"""The verbs of whoever runs a round: write it, open it, take it from one station to the next, and close it by giving back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.people.directory.cells import make_slug
from mentoring.rounds import queries
from mentoring.rounds.draft import Writing, lacks, mark_of, seed_of, writing_of
from mentoring.rounds.models import Round
from mentoring.rounds.rules import rules_said
from mentoring.rounds.states import State


class NotNow(Conflict):
    """The round stands elsewhere than this step starts from."""


class ChangedElsewhere(Conflict):
    """Somebody wrote something else since this form was opened."""


class WithoutItsReason(Invalid):
    """Nobody is invited to a round that does not say why, or for which nobody stands."""


class NothingToWishFor(Conflict):
    """No skill is on the list."""


class VolunteeringIsOver(Conflict):
    """The last day to volunteer is past before the round opens."""


class NothingGivenBack(Invalid):
    """A round is not closed without its restitution, in both languages."""


def create_round(writing: Writing) -> Round:
    """Keep a new round as a draft. The same writing sent twice is one round."""
    session().execute(text("lock table mentoring_round in share row exclusive mode"))
    slug = _free_slug(writing)
    found = queries.find_round(slug)
    if found is not None:
        return found
    made = Round(slug=slug, seed=seed_of(slug), **_columns(writing))
    session().add(made)
    session().flush()
    return made


def change_round(asked: Round, writing: Writing, *, seen: str) -> Round:
    """Write a draft anew; ChangedElsewhere when it no longer says what the author `seen`, unless they say the same."""
    held = queries.held_round(asked.id)
    if held.state != State.DRAFT:
        raise NotNow("The round is open: what people volunteered for does not change under them.")
    if mark_of(writing_of(held)) not in (seen, mark_of(writing)):
        raise ChangedElsewhere("This round was changed elsewhere since you opened it.")
    for name, value in _columns(writing).items():
        setattr(held, name, value)
    session().flush()
    return held


def discard_round(asked: Round) -> None:
    """Throw a draft away; NotNow once it was opened."""
    held = queries.held_round(asked.id)
    if held.state != State.DRAFT:
        raise NotNow("The round was opened: close it, with what it gives back.")
    session().delete(held)


def open_round(asked: Round) -> Round:
    """Invite its audience. Refused without its reason and its sponsor, without skills, or past its last day to volunteer."""
    held = queries.held_round(asked.id)
    if held.state == State.DRAFT:
        _refuse_unready(held)
        held.opened_at = clock.now()
    return _moved(held, State.DRAFT, State.OPEN)


def start_matching(asked: Round) -> Round:
    """The time to volunteer is over, and the round may be calculated."""
    return _moved(queries.held_round(asked.id), State.OPEN, State.MATCHING)


def put_proposals_out(asked: Round) -> Round:
    """The calculation is done, and seniors are asked."""
    return _moved(queries.held_round(asked.id), State.MATCHING, State.PROPOSING)


def start_running(asked: Round) -> Round:
    """The pairs meet; answers that are still awaited go on being awaited."""
    return _moved(queries.held_round(asked.id), State.PROPOSING, State.RUNNING)


def start_closing(asked: Round) -> Round:
    """Nobody is proposed any more; the pairs end, and the restitution is written."""
    return _moved(queries.held_round(asked.id), State.RUNNING, State.CLOSING)


def write_restitution(asked: Round, said: Mapping[str, str]) -> None:
    """Keep what the round gives back to those who took part; they read it once it is closed. NotNow afterwards."""
    held = queries.held_round(asked.id)
    if held.state not in (State.RUNNING, State.CLOSING):
        raise NotNow("The restitution is written while the pairs end.")
    held.restitution = {tongue: said.get(tongue, "") for tongue in ("fr", "en")}


def close_round(asked: Round) -> Round:
    """Close with what was given back; NothingGivenBack when either language is missing."""
    held = queries.held_round(asked.id)
    given = held.restitution or {}
    missing = [tongue for tongue in ("fr", "en") if not given.get(tongue)]
    if held.state == State.CLOSING and missing:
        errors = [FieldError(f"/{tongue}", "Say it in this language too.") for tongue in missing]
        raise NothingGivenBack("A round closes with what it gives back, in both languages.", errors=errors)
    if held.state == State.CLOSING:
        held.closed_at = clock.now()
    return _moved(held, State.CLOSING, State.CLOSED)


def _moved(held: Round, before: State, after: State) -> Round:
    """A second click finds the round there already, and changes nothing."""
    if held.state not in (before, after):
        _refuse(held, before)
    held.state = after
    session().flush()
    return held


def _refuse(held: Round, before: State) -> NoReturn:
    raise NotNow(f"The round is {held.state}, not {before}: somebody moved it meanwhile, or a step comes first.")


def _refuse_unready(held: Round) -> None:
    missing = lacks(held)
    if missing:
        errors = [FieldError(f"/{name}", "Nobody is invited without it.") for name in missing]
        raise WithoutItsReason("Say why, in both languages, and who stands for it.", errors=errors)
    if held.volunteering_ends_on < clock.now().date():
        raise VolunteeringIsOver("Its last day to volunteer is past: choose a later one.")
    if not queries.is_anything_listed():
        raise NothingToWishFor("No skill is on the list yet: people would have nothing to wish for.")


def _free_slug(writing: Writing) -> str:
    """A name for the address, after the title: the one of a draft that says the very same, else one that is free."""
    name = make_slug(writing.title["fr"])[:50].strip("-") or "programme"
    number = 1
    while True:
        slug = name if number == 1 and name != "new" else f"{name}-{number}"
        found = queries.find_round(slug)
        if found is None or (found.state == State.DRAFT and mark_of(writing_of(found)) == mark_of(writing)):
            return slug
        number += 1


def _columns(writing: Writing) -> dict[str, object]:
    said = {name: value for name, value in vars(writing).items() if name != "rules"}
    return said | {
        "title": dict(writing.title),
        "why": dict(writing.why),
        "audience": dict(writing.audience),
        "limits": rules_said(writing.rules),
    }
