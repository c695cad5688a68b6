"""Why somebody won, or did not: one reason for each participant of a contest whose result is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from missions.contests.mode import ContestMode, Entry
from missions.contests.terms import ContestTerms


class OutcomeReason(StrEnum):
    """What decided for one participant."""

    CANCELLED = "cancelled"
    WON = "won"
    GROUP_WON = "group-won"
    GROUP_BELOW_GOAL = "group-below-goal"
    EXCLUDED = "excluded"
    BELOW_GOAL = "below-goal"
    NOT_JUDGED = "not-judged"
    NOTHING_YET = "nothing"
    REFUSED = "refused"
    ALTERNATE = "alternate"
    AFTER_WINNERS = "after-winners"


@dataclass(frozen=True, kw_only=True)
class MadeResult:
    """A result as the reasons follow from it: its winners and alternates, and who was passed over and why, by holder.

    `judged` has whoever has an idea with a verdict; None without a jury.
    """

    winners: Collection[str]
    alternates: Collection[str]
    refusals: Mapping[str, str]
    judged: Collection[str] | None = None


def find_outcome_reason(terms: ContestTerms, mode: ContestMode, entry: Entry, made: MadeResult) -> OutcomeReason:
    """The one thing that decided for this entry, the nearest first."""
    if mode.is_won_by_groups:
        return OutcomeReason.GROUP_WON if entry.group_key in made.winners else OutcomeReason.GROUP_BELOW_GOAL
    checks = (
        (entry.exclusion not in (None, "below-goal"), OutcomeReason.EXCLUDED),
        (entry.pseudonym in made.refusals, OutcomeReason.REFUSED),
        (entry.pseudonym in made.winners, OutcomeReason.WON),
        (entry.pseudonym in made.alternates, OutcomeReason.ALTERNATE),
        (mode.needs_draw and entry.score < (terms.goal or 1), OutcomeReason.BELOW_GOAL),
        (made.judged is not None and entry.pseudonym not in made.judged, OutcomeReason.NOT_JUDGED),
        (not mode.has_jury and entry.score == 0, OutcomeReason.NOTHING_YET),
    )
    return next((reason for decides, reason in checks if decides), OutcomeReason.AFTER_WINNERS)
