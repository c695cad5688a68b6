"""What an amendment may change: nothing that people joined for is taken away, and the rules of play stand once it is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.kernel.errors import FieldError
from app.kernel.messages import ErrorMessage
from missions.contests.terms import ContestTerms, PrizeTerms

FIXED = ErrorMessage(
    "People joined on this: it stays as it was published.",
    french="Des personnes se sont inscrites sur cette base : cela reste tel que publié.",
)
RULES_STAND = ErrorMessage(
    "The contest is open: its rules stay as they are.", french="Le concours est ouvert : ses règles ne changent plus."
)
NOT_LESS = ErrorMessage("An amendment takes nothing away.", french="Un avenant n’enlève rien.")
NOT_MORE = ErrorMessage("An amendment makes nothing harder.", french="Un avenant ne rend rien plus difficile.")

ALWAYS_FIXED = ("mode", "group_sort", "audience")
FIXED_ONCE_OPEN = ("communities", "goal", "scoring", "score_cap")
ONLY_GROWING = ("budget_cents", "alternates")
ONLY_GROWING_IN_CALENDAR = ("closes_at", "grace_hours", "objection_days", "claim_days")


def list_amendment_faults(old: ContestTerms, new: ContestTerms, *, is_open: bool) -> list[FieldError]:
    """What of the new terms may not follow the old ones, with the JSON pointer of each field.

    Texts may always become clearer; dates later, prizes and budget larger, organisers and jurors more. Before the opening
    the way of scoring may change too, but no goal becomes harder.
    """
    return [
        *(FieldError(f"/{name}", FIXED) for name in ALWAYS_FIXED if getattr(old, name) != getattr(new, name)),
        *_find_changed_rules(old, new, is_open=is_open),
        *(FieldError(f"/{name}", NOT_LESS) for name in ONLY_GROWING if getattr(new, name) < getattr(old, name)),
        *_find_calendar_losses(old, new, is_open=is_open),
        *_find_people_losses(old, new),
        *_find_prize_losses({prize.key: (place, prize) for place, prize in enumerate(new.prizes)}, old),
    ]


def _find_changed_rules(old: ContestTerms, new: ContestTerms, *, is_open: bool) -> Iterator[FieldError]:
    if is_open:
        changed = [name for name in FIXED_ONCE_OPEN if getattr(old, name) != getattr(new, name)]
        yield from (FieldError(f"/{name}", RULES_STAND) for name in changed)
        if replace(old.draw, beacon_round=None) != replace(new.draw, beacon_round=None):
            yield FieldError("/draw", RULES_STAND)
    elif (new.goal or 0) > (old.goal or 0):
        yield FieldError("/goal", NOT_MORE)
    if (old.draw.beacon_round is None) != (new.draw.beacon_round is None):
        yield FieldError("/draw/beacon_round", FIXED)


def _find_calendar_losses(old: ContestTerms, new: ContestTerms, *, is_open: bool) -> Iterator[FieldError]:
    before, after = old.calendar, new.calendar
    if before.zone != after.zone:
        yield FieldError("/calendar/zone", FIXED)
    if is_open and before.opens_at != after.opens_at:
        yield FieldError("/calendar/opens_at", RULES_STAND)
    for name in ONLY_GROWING_IN_CALENDAR:
        if getattr(after, name) < getattr(before, name):
            yield FieldError(f"/calendar/{name}", NOT_LESS)


def _find_people_losses(old: ContestTerms, new: ContestTerms) -> Iterator[FieldError]:
    for name in ("excluded_ids", "jury_ids"):
        if not set(getattr(old, name)) <= set(getattr(new, name)):
            yield FieldError(f"/{name}", FIXED)


def _find_prize_losses(after: Mapping[str, tuple[int, PrizeTerms]], old: ContestTerms) -> Iterator[FieldError]:
    for prize in old.prizes:
        if prize.key not in after:
            yield FieldError("/prizes", NOT_LESS)
            continue
        place, amended = after[prize.key]
        if amended.receiver != prize.receiver:
            yield FieldError(f"/prizes/{place}/receiver", FIXED)
        for name in ("stock", "value_cents", "may_be_given_away"):
            if getattr(amended, name) < getattr(prize, name):
                yield FieldError(f"/prizes/{place}/{name}", NOT_LESS)
