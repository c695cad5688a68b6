"""Reads of made results: who won, what somebody did and what decided for them, and the published files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.database import session
from app.kernel.errors import NotFound
from missions.contests.draw.pseudonyms import derive_pseudonym
from missions.contests.jury.queries import find_best_ideas_of_people
from missions.contests.life.models import ContestObjection, ContestResult
from missions.contests.life.queries import list_objections_of_person, list_results
from missions.contests.mode import Entry, contest_modes
from missions.contests.models import Contest
from missions.contests.naming.queries import find_published_names
from missions.contests.places import Ties, find_ties
from missions.contests.prizes.models import ContestWin
from missions.contests.prizes.queries import list_prize_keys, list_wins
from missions.contests.prizes.states import RETURNED
from missions.contests.queries import get_listed_contest, get_terms
from missions.contests.regulation.queries import read_source_labels
from missions.contests.results.outcome import MadeResult, OutcomeReason, find_outcome_reason
from missions.contests.standings.closing.queries import find_equal_entries, find_own_entry
from missions.contests.standings.groups.queries import find_group_names, find_names_of_published_groups
from missions.contests.standings.models import ContestCount, ContestEntry
from missions.contests.states import ContestState
from missions.contests.terms import ContestTerms, Words


class NoResultYet(NotFound):
    """The contest has no made result of that number."""


@dataclass(frozen=True, kw_only=True)
class WinnerLine:
    """A winner as everybody reads it: a group by its name, a person by their pseudonym, or by their name where they agreed.

    Without a name it stands for all other people who won that prize with their groups.
    """

    prize: Words
    name: str | None
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class ResultView:
    """The newest made result of a contest, the ones that it replaced, and the reader's own part in it.

    `unnamed` is how many winning groups are too small to be named. `own_reason` is None for who did not take part.
    """

    contest: Contest
    terms: ContestTerms
    result: ContestResult
    replaced: Sequence[ContestResult]
    is_replaced: bool
    winners: Sequence[WinnerLine]
    unnamed: int
    own_entry: ContestEntry | None
    own_reason: OutcomeReason | None
    objections: Sequence[ContestObjection]

    @property
    def is_drawn(self) -> bool:
        """Whether chance chose the winners."""
        return contest_modes()[self.terms.mode].needs_draw


@dataclass(frozen=True, kw_only=True)
class CountedLine:
    """Something that a participant did and what it counted; `is_counted` is false above a cap."""

    row: ContestCount
    label: Words


@dataclass(frozen=True, kw_only=True)
class GroupShare:
    """A group of a draw that was shared out, by its name (small ones were drawn together), and chances in percent: here with one ticket,
    in one draw for all, and that the latter leaves the whole group without a winner.
    """

    group: str
    seats: int
    shared: float | None
    plain: float | None
    shut_out: float


def get_result_view(slug: str, person_id: int) -> ResultView:
    """The result of a contest as this person reads it; NoResultYet before it is made."""
    contest = get_listed_contest(slug)
    results = list_results(contest.id)
    made = [result for result in results if result.made_at is not None]
    if not made:
        raise NoResultYet("This contest has no result yet.")
    terms, entry = get_terms(contest), find_own_entry(contest.id, person_id)
    winners, unnamed = _list_winners(contest, terms, person_id)
    return ResultView(
        contest=contest,
        terms=terms,
        result=made[-1],
        replaced=made[:-1],
        is_replaced=results[-1].made_at is None,
        winners=winners,
        unnamed=unnamed,
        own_entry=entry,
        own_reason=None if entry is None else find_outcome_reason_of_entry(contest, terms, made[-1], entry),
        objections=list_objections_of_person(contest.id, person_id),
    )


def get_made_result(contest: Contest, number: int, person_id: int) -> ContestResult:
    """The made result of that number, for who took part: its files tell how many did, group by group. NoResultYet otherwise."""
    if find_own_entry(contest.id, person_id) is None:
        raise NoResultYet("The files of a result are for those who took part.")
    result = next((each for each in list_results(contest.id) if each.number == number), None)
    if result is None or result.made_at is None:
        raise NoResultYet("This contest has no result of that number.")
    return result


def list_group_chances(view: ResultView) -> Sequence[GroupShare]:
    """The chances of every group in a draw that was shared out, beside those of one draw for all, for who took part; none for other results."""
    if view.own_entry is None or not view.result.chances or view.terms.draw.shared_by is None:
        return ()
    parts = [group["group"].split(" + ") for group in view.result.chances]
    names = find_group_names(view.terms.draw.shared_by, [key for keys in parts for key in keys])
    return [
        GroupShare(**{**group, "group": ", ".join(names.get(key, key) for key in keys)})
        for group, keys in zip(view.result.chances, parts, strict=True)
    ]


def find_own_ties(view: ResultView) -> Ties | None:
    """How the reader's entry was told from those of the same score beside it, in a ranking; None elsewhere."""
    if view.own_entry is None or view.terms.mode != "ranking":
        return None
    equals = find_equal_entries(view.contest.id, view.own_entry.pseudonym)
    return find_ties(view.own_entry.pseudonym, equals, bytes.fromhex(view.result.seed or ""))


def list_counted_lines(contest: Contest, person_id: int) -> Sequence[CountedLine]:
    """What this person did that the contest values, the latest first. For themselves alone."""
    terms = get_terms(contest)
    own = (ContestCount.contest_id == contest.id, ContestCount.person_id == person_id)
    rows = session().scalars(select(ContestCount).where(*own).order_by(ContestCount.occurred_at.desc())).all()
    labels = read_source_labels([line.source for line in terms.scoring])
    return [CountedLine(row=row, label=_find_label(terms, labels, row.line)) for row in rows]


def find_outcome_reason_of_entry(
    contest: Contest, terms: ContestTerms, result: ContestResult, entry: ContestEntry
) -> OutcomeReason:
    """What decided for this frozen entry; in a contest that was cancelled nothing did."""
    if contest.state == ContestState.CANCELLED:
        return OutcomeReason.CANCELLED
    outcome, wins = result.outcome or {}, list_wins(contest.id)
    made = MadeResult(
        winners={win.holder for win in wins} | {each["holder"] for each in outcome["winners"]},
        alternates={each["holder"] for each in outcome["alternates"]} - {win.holder for win in wins},
        refusals={each["holder"]: each["reason"] for each in outcome.get("refusals", ())},
        judged=_list_judged_holders(contest, terms),
    )
    return find_outcome_reason(terms, contest_modes()[terms.mode], _build_entry(entry), made)


def _list_judged_holders(contest: Contest, terms: ContestTerms) -> frozenset[str] | None:
    """Whoever has an idea that the jury judged, by pseudonym; None without a jury."""
    if not contest_modes()[terms.mode].has_jury:
        return None
    authors = find_best_ideas_of_people(contest.id, terms.jury_ids)
    return frozenset(derive_pseudonym(contest.secret, contest.slug, author) for author in authors)


def _list_winners(contest: Contest, terms: ContestTerms, person_id: int) -> tuple[list[WinnerLine], int]:
    """Who won what, in the order of the prizes, and how many groups are too small for a name.

    Where groups win, pseudonyms would tell exactly how many people took part: one line for each prize stands for them.
    """
    titles = {prize.key: prize.title for prize in terms.prizes}
    own = derive_pseudonym(contest.secret, contest.slug, person_id)
    groups = find_names_of_published_groups(contest.id, terms.group_sort)
    people = find_published_names(contest)
    lines, unnamed, summed = list[WinnerLine](), set[str](), set[str]()
    for win, key in list_wins_with_keys(contest):
        is_own = win.holder == own
        if win.holder == win.group_key and win.holder not in groups:
            unnamed.add(win.holder)
        elif win.id in people or is_own or not terms.group_sort or win.holder in groups:
            name = groups.get(win.holder) or people.get(win.id, win.holder)
            lines.append(WinnerLine(prize=titles[key], name=name, is_own=is_own))
        elif key not in summed:
            summed.add(key)
            lines.append(WinnerLine(prize=titles[key], name=None, is_own=False))
    return lines, len(unnamed)


def list_wins_with_keys(contest: Contest) -> list[tuple[ContestWin, str]]:
    """The copies that are won and did not come free again, each with the key of its prize, in the order of the prizes."""
    keys = list_prize_keys(contest.id)
    return [(win, keys[win.prize_id]) for win in list_wins(contest.id) if win.state not in RETURNED]


def _find_label(terms: ContestTerms, labels: Mapping[str, Words], place: int) -> Words:
    source = terms.scoring[place].source
    return labels.get(source, {"fr": source, "en": source})


def _build_entry(row: ContestEntry) -> Entry:
    return Entry(
        pseudonym=row.pseudonym,
        group_key=row.group_key,
        score=row.score,
        reached_at=row.reached_at,
        tickets=row.tickets,
        exclusion=row.exclusion,
    )
