"""Creates, changes and discards rounds, and moves them from state to state until they close."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.lifecycle import IllegalStep
from app.people.directory.cells import make_slug
from app.people.manifest import GroupMerge
from app.people.statements import move_group_in_audiences_statement
from mentoring.rounds import queries
from mentoring.rounds.draft import (
    RoundDraft,
    derive_tie_break_seed,
    draft_from_round,
    hash_draft,
    list_fields_missing_to_open,
)
from mentoring.rounds.models import Round
from mentoring.rounds.rules import encode_round_rules
from mentoring.rounds.states import ROUND_LIFECYCLE, RoundState, compute_last_day_to_volunteer


def move_merged_group_in_round_audiences(merge: GroupMerge) -> None:
    """Let the audiences of rounds name the region, site or unit that another one was merged into."""
    slugs = {"field": f"{merge.kind}s", "from_slug": merge.from_slug, "into_slug": merge.into_slug}
    session().execute(text(move_group_in_audiences_statement("mentoring_round")), slugs)


class WrongRoundState(Conflict):
    """The round is in another state than this step requires."""


class RoundChangedElsewhere(Conflict):
    """The draft was changed since this form was opened."""


class MissingRoundReason(Invalid):
    """A round without its reason or its sponsor cannot open."""


class NoListedSkill(Conflict):
    """No skill is on the list."""


class VolunteeringOver(Conflict):
    """The last day to volunteer is past before the round opens."""


class MissingRestitution(Invalid):
    """A round is not closed without its restitution, in both languages."""


def create_round(draft: RoundDraft) -> Round:
    """Create a draft. The same draft sent twice creates one round."""
    queries.lock_round_table()
    slug = _choose_slug_of_draft(draft)
    existing = queries.find_round(slug)
    if existing is not None:
        return existing
    round_ = Round(slug=slug, seed=derive_tie_break_seed(slug), **_build_round_column_values(draft))
    session().add(round_)
    session().flush()
    return round_


def change_draft_round(round_: Round, draft: RoundDraft, *, shown_hash: str) -> Round:
    """Change a draft. RoundChangedElsewhere if it differs from the shown one (`shown_hash`), unless it already equals `draft`."""
    locked = queries.lock_round(round_.id)
    if locked.state != RoundState.DRAFT:
        raise WrongRoundState("The round is open: what people volunteered for does not change under them.")
    if hash_draft(draft_from_round(locked)) not in (shown_hash, hash_draft(draft)):
        raise RoundChangedElsewhere("This round was changed elsewhere since you opened it.")
    for name, value in _build_round_column_values(draft).items():
        setattr(locked, name, value)
    session().flush()
    return locked


def delete_draft_round(round_: Round) -> None:
    """Delete a draft; WrongRoundState once it was opened."""
    locked = queries.lock_round(round_.id)
    if locked.state != RoundState.DRAFT:
        raise WrongRoundState("The round was opened: close it, with what it gives back.")
    session().delete(locked)


def open_round(round_: Round) -> Round:
    """Invite the audience. Refused without reason or sponsor, without listed skills, or after the last day to volunteer."""
    locked = queries.lock_round(round_.id)
    if locked.state == RoundState.DRAFT:
        _refuse_unless_ready_to_open(locked)
        locked.opened_at = clock.now()
    return _take_lifecycle_step(locked, "open")


def move_round_to_matching(round_: Round) -> Round:
    """End volunteering, so that the round may be calculated."""
    return _take_lifecycle_step(queries.lock_round(round_.id), "start matching")


def move_round_to_proposing(round_: Round) -> Round:
    """Let the round propose after its first calculation."""
    return _take_lifecycle_step(queries.lock_round(round_.id), "start proposing")


def move_round_to_running(round_: Round) -> Round:
    """Let the pairs meet; open proposals stay open."""
    return _take_lifecycle_step(queries.lock_round(round_.id), "start running")


def move_round_to_closing(round_: Round) -> Round:
    """End proposing; the pairs end, and the restitution is written."""
    return _take_lifecycle_step(queries.lock_round(round_.id), "start closing")


def save_report_texts(round_: Round, texts: Mapping[str, str]) -> None:
    """Save the restitution, which participants read once the round is closed. WrongRoundState before it runs and after it closes."""
    locked = queries.lock_round(round_.id)
    if locked.state not in (RoundState.RUNNING, RoundState.CLOSING):
        raise WrongRoundState("The restitution is written while the pairs end.")
    locked.restitution = {tongue: texts.get(tongue, "") for tongue in ("fr", "en")}


def close_round(round_: Round) -> Round:
    """Close and publish the restitution; MissingRestitution if a language is missing."""
    locked = queries.lock_round(round_.id)
    given = locked.restitution or {}
    missing = [tongue for tongue in ("fr", "en") if not given.get(tongue)]
    if locked.state == RoundState.CLOSING and missing:
        errors = [FieldError(f"/{tongue}", "Say it in this language too.") for tongue in missing]
        raise MissingRestitution("A round closes with what it gives back, in both languages.", errors=errors)
    if locked.state == RoundState.CLOSING:
        locked.closed_at = clock.now()
    return _take_lifecycle_step(locked, "close")


def _take_lifecycle_step(locked: Round, step_name: str) -> Round:
    """Take a step of the lifecycle of a locked round; WrongRoundState where it does not begin. Idempotent."""
    try:
        locked.state = ROUND_LIFECYCLE.state_after_repeatable_step(step_name, locked.state)
    except IllegalStep as illegal:
        (before,) = ROUND_LIFECYCLE.steps[step_name].before
        raise WrongRoundState(
            f"The round is {locked.state}, not {before}: it was moved meanwhile, or a step comes first."
        ) from illegal
    session().flush()
    return locked


def _refuse_unless_ready_to_open(locked: Round) -> None:
    missing = list_fields_missing_to_open(locked)
    if missing:
        errors = [FieldError(f"/{name}", "A round cannot open without it.") for name in missing]
        raise MissingRoundReason("Say why, in both languages, and who stands for it.", errors=errors)
    if compute_last_day_to_volunteer(locked) < clock.now().date():
        raise VolunteeringOver("Its last day to volunteer is past: choose a later one.")
    if not queries.has_listed_skills():
        raise NoListedSkill("No skill is on the list yet: people would have nothing to wish for.")


def _choose_slug_of_draft(draft: RoundDraft) -> str:
    """A slug after the title: that of an equal draft, else a free one."""
    name = make_slug(draft.title["fr"])[:50].strip("-") or "programme"
    number = 1
    while True:
        slug = name if number == 1 and name != "new" else f"{name}-{number}"
        existing = queries.find_round(slug)
        if existing is None or (
            existing.state == RoundState.DRAFT and hash_draft(draft_from_round(existing)) == hash_draft(draft)
        ):
            return slug
        number += 1


def _build_round_column_values(draft: RoundDraft) -> dict[str, object]:
    texts = {name: value for name, value in vars(draft).items() if name != "rules"}
    return texts | {
        "title": dict(draft.title),
        "why": dict(draft.why),
        "audience": dict(draft.audience),
        "limits": encode_round_rules(draft.rules),
    }
