"""Which copy of which prize goes to whom: winners in their order, and the next alternate where one may not win it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from missions.contests.terms import Receiver


@dataclass(frozen=True, kw_only=True)
class PrizeCandidate:
    """Somebody, or a group, at a place of the result. `group_key` is the group of a shared draw or of a common goal, or empty."""

    holder: str
    person_id: int | None
    rank: int
    group_key: str = ""


@dataclass(frozen=True, kw_only=True)
class Lot:
    """The copies of a prize that are left."""

    prize_id: int
    key: str
    receiver: str
    left: int
    value_cents: int
    is_capped: bool


@dataclass(frozen=True, kw_only=True)
class PrizeAward:
    """A copy of a prize that goes to a candidate."""

    lot: Lot
    candidate: PrizeCandidate


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A candidate who may not win a copy, and why: "excluded", "gone", "prizes-off" or "ceiling"."""

    holder: str
    prize: str
    reason: str


@dataclass(kw_only=True)
class WinnerRules:
    """Who may win what. `received` are the cents that people won in the year by prizes that the ceiling counts.

    A prize that rewards work is pay: it has no ceiling.
    """

    excluded: frozenset[int] = frozenset()
    without_prizes: frozenset[int] = frozenset()
    received: dict[int, int] = field(default_factory=dict)
    ceiling_cents: int

    def find_reason_against(self, candidate: PrizeCandidate, lot: Lot) -> str | None:
        """Why a candidate may not win a copy; None when they may."""
        if candidate.person_id is None:
            return "gone"
        if candidate.person_id in self.excluded:
            return "excluded"
        if candidate.person_id in self.without_prizes:
            return "prizes-off"
        received = self.received.get(candidate.person_id, 0)
        return "ceiling" if lot.is_capped and received + lot.value_cents > self.ceiling_cents else None

    def count_award(self, award: PrizeAward) -> None:
        """Add what was just awarded to what its winner received in the year."""
        person_id = award.candidate.person_id
        if person_id is not None and award.lot.is_capped:
            self.received[person_id] = self.received.get(person_id, 0) + award.lot.value_cents


@dataclass(frozen=True, kw_only=True)
class AwardPlan:
    """What goes to whom, who was passed over and why, and the alternates who wait."""

    rules: WinnerRules
    awards: list[PrizeAward] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    waiting: list[PrizeCandidate] = field(default_factory=list)

    def award_if_allowed(self, candidate: PrizeCandidate, lot: Lot) -> bool:
        """Give the candidate a copy, or note why they may not win it."""
        reason = self.rules.find_reason_against(candidate, lot)
        if reason is not None:
            self.refusals.append(Refusal(holder=candidate.holder, prize=lot.key, reason=reason))
            return False
        self.awards.append(PrizeAward(lot=lot, candidate=candidate))
        self.rules.count_award(self.awards[-1])
        return True

    def take_next_alternate(self, group_key: str) -> PrizeCandidate | None:
        """Take out the first alternate of that group, else the first of all; None when nobody waits."""
        chosen = next((alternate for alternate in self.waiting if alternate.group_key == group_key), None)
        if chosen is None and self.waiting:
            chosen = self.waiting[0]
        if chosen is not None:
            self.waiting.remove(chosen)
        return chosen


def plan_awards_to_people(plan: AwardPlan, lots: Sequence[Lot], winners: Sequence[PrizeCandidate]) -> None:
    """The first winner gets the first copy of the first prize, and so on; an alternate takes the place of whoever may not."""
    copies = (lot for lot in lots if lot.receiver == Receiver.PERSON for _ in range(lot.left))
    for lot, winner in zip(copies, winners, strict=False):
        candidate: PrizeCandidate | None = winner
        while candidate is not None and not plan.award_if_allowed(candidate, lot):
            candidate = plan.take_next_alternate(winner.group_key)


def plan_awards_to_groups(
    plan: AwardPlan, lots: Sequence[Lot], groups: Sequence[PrizeCandidate], members: Sequence[PrizeCandidate]
) -> None:
    """A copy for each group, and of a prize for each participant one for each member, in their order while copies are left."""
    for lot in lots:
        if lot.receiver == Receiver.GROUP:
            plan.awards.extend(PrizeAward(lot=lot, candidate=group) for group in groups[: lot.left])
        if lot.receiver == Receiver.EACH_PARTICIPANT:
            _plan_awards_to_members(plan, lot, members)


def _plan_awards_to_members(plan: AwardPlan, lot: Lot, members: Sequence[PrizeCandidate]) -> None:
    left = lot.left
    for member in members:
        if left == 0:
            return
        left -= plan.award_if_allowed(member, lot)
