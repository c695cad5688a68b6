"""What the winner's page and HR's list of prizes show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.kernel.database import in_ids_condition, session
from app.people.models import Member
from missions.contests.life.queries import get_last_result
from missions.contests.models import Contest
from missions.contests.naming.queries import NamingChoice, find_naming_choices
from missions.contests.prizes.models import ContestAlternate, ContestWin
from missions.contests.prizes.queries import OWN_WINS, NoSuchWin, list_prize_keys, list_wins, list_wins_of_person
from missions.contests.prizes.states import RETURNED, WinState
from missions.contests.queries import get_terms
from missions.contests.standings.groups.queries import find_group_names
from missions.contests.terms import ContestTerms, PrizeTerms


@dataclass(frozen=True, kw_only=True)
class WinLine:
    """A copy of a prize that was won. `name` is its winner's, or the group's; for the winner and for HR alone.

    `naming` is what the winner may choose about their name in the result; None where it stays out, and for HR.
    `by_name` is who handed it over, empty before and once they were erased.
    """

    win: ContestWin
    prize: PrizeTerms
    name: str
    by_name: str
    naming: NamingChoice | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the winner has not said yet what becomes of it."""
        return self.win.state == WinState.OFFERED

    @property
    def is_open(self) -> bool:
        """Whether it waits to be handed over: a person takes it first and is still there, a group has nobody to say so."""
        if self.win.state == WinState.CLAIMED:
            return self.win.person_id is not None
        return self.is_waiting and self.win.claim_until is None

    @property
    def has_receipt(self) -> bool:
        """Whether a person received it: a group signs for nothing."""
        return self.win.state == WinState.HANDED_OVER and self.win.claim_until is not None


@dataclass(frozen=True, kw_only=True)
class PassedPrize:
    """A copy that somebody could not win, and why ("ceiling", "prizes-off"...); `prize` is None for an alternate who was passed over."""

    prize: PrizeTerms | None
    reason: str


def list_passed_prizes(contest: Contest) -> Sequence[PassedPrize]:
    """The copies that went on to somebody else because of a rule, for HR: neither by name nor by pseudonym."""
    prizes = {prize.key: prize for prize in get_terms(contest).prizes}
    outcome = get_last_result(contest.id).outcome or {}
    refused = outcome.get("refusals", ())
    at_once = [PassedPrize(prize=prizes[each["prize"]], reason=each["reason"]) for each in refused]
    called = _list_refused_alternates(contest.id, besides=[each["holder"] for each in refused])
    return [*at_once, *(PassedPrize(prize=None, reason=alternate.refusal or "") for alternate in called)]


def list_own_wins(contest: Contest, person_id: int) -> Sequence[WinLine]:
    """What this person won in the contest, once it is offered."""
    own = [win for win in list_wins_of_person(person_id) if win.contest_id == contest.id]
    choices = find_naming_choices(contest, person_id) if own else {}
    return [replace(line, naming=choices.get(line.win.id)) for line in _build_lines(contest, own, {})]


def get_own_win_id(contest: Contest, person_id: int, win_id: int) -> int:
    """The id, if it is that of a win of this person in this contest; NoSuchWin otherwise."""
    win = OWN_WINS.get_own_row(person_id, win_id)
    if win.contest_id != contest.id:
        raise NoSuchWin("You have no such prize in this contest.")
    return win.id


def list_all_wins(contest: Contest) -> Sequence[WinLine]:
    """Everything that was won, once it is offered, with the names that HR needs to hand it over: whoever left a prize has none."""
    wins = [win for win in list_wins(contest.id) if win.state != WinState.PROVISIONAL]
    winners = {win.person_id for win in wins if win.state not in RETURNED}
    names = _list_full_names(winners | {win.handed_over_by_id for win in wins})
    return _build_lines(contest, wins, names)


def _list_refused_alternates(contest_id: int, *, besides: Collection[str]) -> Sequence[ContestAlternate]:
    """The alternates who could win nothing when their turn came, in order, without those holders."""
    refused = (ContestAlternate.contest_id == contest_id, ContestAlternate.refusal.is_not(None))
    others = select(ContestAlternate).where(*refused, ContestAlternate.holder.not_in(besides))
    return session().scalars(others.order_by(ContestAlternate.rank)).all()


def _list_full_names(person_ids: Collection[int | None]) -> dict[int, str]:
    """The given and the family name of these people, by id; None has none."""
    people = [person_id for person_id in person_ids if person_id is not None]
    named = select(Member.id, Member.given_name, Member.family_name).where(in_ids_condition(Member.id, people))
    return {row.id: f"{row.given_name} {row.family_name}" for row in session().execute(named)}


def _build_lines(contest: Contest, wins: Sequence[ContestWin], names: Mapping[int, str]) -> Sequence[WinLine]:
    terms, keys = get_terms(contest), list_prize_keys(contest.id)
    prizes, groups = {prize.key: prize for prize in terms.prizes}, _find_names_of_groups(terms, wins)
    return [
        WinLine(
            win=win,
            prize=prizes[keys[win.prize_id]],
            name=_find_name_of_holder(win, groups, names),
            by_name=names.get(win.handed_over_by_id or 0, ""),
        )
        for win in wins
    ]


def _find_name_of_holder(win: ContestWin, groups: Mapping[str, str], names: Mapping[int, str]) -> str:
    if win.person_id is None:
        return groups.get(win.holder, "")
    return "" if win.state in RETURNED else names.get(win.person_id, "")


def _find_names_of_groups(terms: ContestTerms, wins: Sequence[ContestWin]) -> Mapping[str, str]:
    if terms.group_sort is None:
        return {}
    return find_group_names(terms.group_sort, [win.holder for win in wins if win.person_id is None])
