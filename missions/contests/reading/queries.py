"""Reads of contests for machines: no draft, nobody's participation, and no name of a person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.application import build_url
from app.kernel.database import session
from app.kernel.french import build_sorting_key
from app.kernel.paging import BadCursor, Page, encode_cursor, parse_cursor
from missions.contests.life.models import ContestResult
from missions.contests.life.queries import get_last_result
from missions.contests.models import Contest, ContestRegulation
from missions.contests.prizes.models import ContestPrize
from missions.contests.queries import get_listed_contest, get_terms
from missions.contests.reading.views import (
    FinalResult,
    ListedContest,
    OfferedPrize,
    PublicContest,
    PublicGroup,
    PublicWin,
    RulesInForce,
    RulesText,
)
from missions.contests.regulation.formats import TYPES
from missions.contests.regulation.queries import get_regulation
from missions.contests.regulation.wording import LANGUAGES
from missions.contests.results.queries import list_wins_with_keys
from missions.contests.standings.groups.queries import (
    find_group_names,
    find_names_of_published_groups,
    list_published_figures,
)
from missions.contests.states import LISTED, ContestState
from missions.contests.terms import ContestTerms

LARGEST_ID = 2**63 - 1


def list_listed_contests(cursor: str | None, limit: int) -> Page[ListedContest]:
    """The contests that are published, whoever may join them, the latest first; BadCursor for a cursor of another list."""
    before = LARGEST_ID if cursor is None else _parse_id_from_cursor(cursor)
    listed = select(Contest).where(Contest.state.in_(LISTED), Contest.id < before).order_by(Contest.id.desc())
    rows = session().scalars(listed.limit(limit + 1)).all()
    page = [ListedContest(contest=row, terms=get_terms(row), url=_build_page_url(row)) for row in rows[:limit]]
    return Page(page, encode_cursor([page[-1].contest.id]) if len(rows) > limit else None)


def get_public_contest(slug: str) -> PublicContest:
    """One contest as every colleague reads it; NoSuchContest for a draft."""
    contest = get_listed_contest(slug)
    terms, last = get_terms(contest), get_last_result(contest.id)
    return PublicContest(
        contest=contest,
        terms=terms,
        url=_build_page_url(contest),
        rules=_build_rules(contest, get_regulation(contest.id)),
        prizes=_list_prizes(contest, terms),
        groups=_list_groups(contest, terms),
        commitment=last.commitment,
        result=_build_final_result(contest, terms, last) if contest.state == ContestState.FINAL else None,
    )


def _parse_id_from_cursor(cursor: str) -> int:
    (place,) = parse_cursor(cursor, parts=1)
    if type(place) is not int or not 0 < place <= LARGEST_ID:
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    return place


def _build_page_url(contest: Contest) -> str:
    return build_url("contests.show", slug=contest.slug)


def _build_rules(contest: Contest, row: ContestRegulation) -> RulesInForce:
    return RulesInForce(row=row, **{language: _build_rules_text(contest, row, language) for language in LANGUAGES})


def _build_rules_text(contest: Contest, row: ContestRegulation, language: str) -> RulesText:
    place = {"slug": contest.slug, "version": row.version, "language": language}
    files = {kind: build_url("contests_api.read_rules", kind=kind, **place) for kind in TYPES}
    return RulesText(sha256=row.sha256[language], **files)


def _list_prizes(contest: Contest, terms: ContestTerms) -> Sequence[OfferedPrize]:
    titles = {prize.key: prize.title for prize in terms.prizes}
    rows = select(ContestPrize).where(ContestPrize.contest_id == contest.id).order_by(ContestPrize.place)
    return [OfferedPrize(row=row, title=titles[row.key]) for row in session().scalars(rows)]


def _list_groups(contest: Contest, terms: ContestTerms) -> Sequence[PublicGroup]:
    """The groups by name; none before the opening, and none for a contest without groups."""
    if terms.group_sort is None or contest.state == ContestState.PUBLISHED:
        return ()
    figures = list_published_figures(contest.id)
    names = find_group_names(terms.group_sort, [figure.key for figure in figures])
    groups = [PublicGroup(name=names.get(figure.key, figure.key), figure=figure) for figure in figures]
    return sorted(groups, key=lambda group: build_sorting_key(group.name))


def _build_final_result(contest: Contest, terms: ContestTerms, row: ContestResult) -> FinalResult:
    names = find_names_of_published_groups(contest.id, terms.group_sort)
    wins, has_unnamed_groups = list[PublicWin](), False
    for win, prize in list_wins_with_keys(contest):
        if win.holder != win.group_key and terms.group_sort is None:
            wins.append(PublicWin(prize=prize, pseudonym=win.holder))
        elif win.holder in names:
            wins.append(PublicWin(prize=prize, group=win.holder, group_name=names[win.holder]))
        elif win.holder == win.group_key:
            has_unnamed_groups = True
    proof_url = build_url("contest_results.show_proof", slug=contest.slug)
    return FinalResult(row=row, wins=wins, has_unnamed_groups=has_unnamed_groups, proof_url=proof_url)
