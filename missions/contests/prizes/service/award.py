"""Awards: who wins which copy, reserved under locks, and offered when the result is final."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import build_path, current_settings
from app.kernel.database import session
from app.notices.service.notify import NewNotice, notify_people
from missions.contests.models import Contest
from missions.contests.notices import WON
from missions.contests.prizes import queries
from missions.contests.prizes.assignment import (
    AwardPlan,
    Lot,
    PrizeAward,
    PrizeCandidate,
    WinnerRules,
    plan_awards_to_groups,
    plan_awards_to_people,
)
from missions.contests.prizes.models import ContestAlternate, ContestPrize, ContestWin
from missions.contests.prizes.states import WinState
from missions.contests.queries import exclude_organisers, get_terms
from missions.contests.terms import ContestTerms, PrizeClass, PrizeTerms

CENTS = 100
"""The cents of a euro."""


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The candidates of a result, each in order: winners and alternates, or the groups that won and their participants."""

    winners: Sequence[PrizeCandidate] = ()
    alternates: Sequence[PrizeCandidate] = ()
    groups: Sequence[PrizeCandidate] = ()
    members: Sequence[PrizeCandidate] = ()


def award_prizes(contest: Contest, ranking: Ranking) -> AwardPlan:
    """Reserve the copies for whom the result names, provisionally, in place of what was reserved before.

    The caller locked the contest. Nobody wins above the yearly ceiling, where prizes are off, or as an organiser or member
    of the jury: the next alternate does.
    """
    queries.lock_awarding()
    withdraw_provisional_wins(contest.id)
    prizes = queries.lock_prizes(contest.id)
    people = [*ranking.winners, *ranking.alternates, *ranking.members]
    rules = build_winner_rules(contest, people)
    plan = AwardPlan(rules=rules, waiting=list(ranking.alternates))
    lots = [build_lot(prize) for prize in prizes]
    plan_awards_to_people(plan, lots, ranking.winners)
    plan_awards_to_groups(plan, lots, ranking.groups, ranking.members)
    _store_wins(contest, prizes, plan.awards)
    _store_alternates(contest, ranking.alternates, plan)
    return plan


def withdraw_provisional_wins(contest_id: int) -> None:
    """Take back every provisional win of a locked contest, and its alternates: nothing else exists before a result is final."""
    provisional = (ContestWin.contest_id == contest_id, ContestWin.state == WinState.PROVISIONAL)
    session().execute(delete(ContestWin).where(*provisional))
    session().execute(delete(ContestAlternate).where(ContestAlternate.contest_id == contest_id))
    for prize in queries.lock_prizes(contest_id):
        prize.won = 0
    session().flush()


def build_winner_rules(contest: Contest, candidates: Iterable[PrizeCandidate]) -> WinnerRules:
    """Who of these candidates may win what at this moment; the caller holds the lock of awards."""
    terms = exclude_organisers(get_terms(contest))
    person_ids = {candidate.person_id for candidate in candidates if candidate.person_id is not None}
    return WinnerRules(
        excluded=frozenset(terms.excluded_ids + terms.jury_ids),
        without_prizes=queries.list_people_without_prizes(person_ids),
        received=queries.list_received_cents(person_ids, get_award_year(contest)),
        ceiling_cents=current_settings().prize_ceiling * CENTS,
    )


def get_award_year(contest: Contest) -> int:
    """The calendar year of this moment in the time zone of the contest."""
    return clock.now().astimezone(ZoneInfo(get_terms(contest).calendar.zone)).year


def build_lot(prize: ContestPrize) -> Lot:
    """What is left of a prize."""
    return Lot(
        prize_id=prize.id,
        key=prize.key,
        receiver=prize.receiver,
        left=prize.stock - prize.won,
        value_cents=prize.value_cents,
        is_capped=prize.prize_class != PrizeClass.WORK,
    )


def _store_wins(contest: Contest, prizes: Iterable[ContestPrize], awards: Sequence[PrizeAward]) -> None:
    year = get_award_year(contest)
    rows = [describe_win(contest, award, year) for award in awards]
    if rows:
        session().execute(insert(ContestWin), rows)
    won = Counter(award.lot.prize_id for award in awards)
    for prize in prizes:
        prize.won = won[prize.id]
    session().flush()


def describe_win(contest: Contest, award: PrizeAward, year: int) -> dict[str, object]:
    """The columns of a provisional win of that year."""
    candidate = award.candidate
    return {
        "contest_id": contest.id,
        "prize_id": award.lot.prize_id,
        "person_id": candidate.person_id,
        "holder": candidate.holder,
        "group_key": candidate.group_key,
        "rank": candidate.rank,
        "value_cents": award.lot.value_cents,
        "year": year,
        "awarded_at": clock.now(),
    }


def _store_alternates(contest: Contest, alternates: Iterable[PrizeCandidate], plan: AwardPlan) -> None:
    refusals = {refusal.holder: refusal.reason for refusal in plan.refusals}
    waiting = {candidate.holder for candidate in plan.waiting}
    rows = [
        {
            "contest_id": contest.id,
            "holder": alternate.holder,
            "person_id": alternate.person_id,
            "group_key": alternate.group_key,
            "rank": alternate.rank,
            "called_at": None if alternate.holder in waiting else clock.now(),
            "refusal": refusals.get(alternate.holder),
        }
        for alternate in alternates
    ]
    if rows:
        session().execute(insert(ContestAlternate), rows)


def offer_prizes(contest: Contest) -> Sequence[ContestWin]:
    """Offer every provisional win of a contest whose result is final, and append `prize.won` for each: once."""
    wins = [win for win in queries.list_wins(contest.id) if win.state == WinState.PROVISIONAL]
    offer_wins(contest, wins)
    return wins


def offer_wins(contest: Contest, wins: Sequence[ContestWin]) -> None:
    """Offer these provisional wins; people claim them for as long as the terms say, what a group won waits for HR.

    What somebody won who was erased meanwhile waits as long, and goes on to the next.
    """
    terms, now = get_terms(contest), clock.now()
    claim_until = now + timedelta(days=terms.calendar.claim_days)
    for win in wins:
        win.state, win.offered_at = WinState.OFFERED, now
        win.claim_until = None if _is_of_group(win) else claim_until
    session().flush()
    keys = {prize.id: prize.key for prize in queries.lock_prizes(contest.id)}
    append_facts([build_win_fact("prize.won", contest, win, keys[win.prize_id]) for win in wins])
    prizes = {prize.key: prize for prize in terms.prizes}
    people = [win for win in wins if win.person_id is not None]
    notify_people([_build_win_notice(contest, terms, win, prizes[keys[win.prize_id]]) for win in people])


def _is_of_group(win: ContestWin) -> bool:
    """Whether a group won it; a person who was erased leaves their pseudonym."""
    return win.holder == win.group_key


def _build_win_notice(contest: Contest, terms: ContestTerms, win: ContestWin, prize: PrizeTerms) -> NewNotice:
    assert win.person_id is not None, "A group is told by nobody but its members."
    return NewNotice(
        kind=WON.name,
        person_id=win.person_id,
        key=f"{WON.name}:{win.id}",
        path=build_path("contest_prizes.show", slug=contest.slug),
        params={"contest": dict(terms.title), "prize": dict(prize.title)},
    )


def build_win_fact(kind: str, contest: Contest, win: ContestWin, key: str) -> NewFact:
    """What happened to a win, once for each; a group has no actor, and who won with their group is marked as such."""
    body: dict[str, object] = {"prize": key}
    if _is_of_group(win):
        body["group"] = win.group_key
    elif get_terms(contest).group_sort is not None:
        body["with_group"] = True
    return NewFact(
        kind=kind,
        source_key=f"contest:{contest.id}:win:{win.id}:{kind}",
        occurred_at=clock.now(),
        actor_id=win.person_id,
        object=f"contest:{contest.slug}",
        body=body,
    )
