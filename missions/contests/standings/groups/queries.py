"""Reads of the groups of a contest: the parts of the company, what its groups reached, and the figures that are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import exists, func, select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import get_gate
from app.kernel.schema import JsonObject
from app.leaderboards.groups.queries import list_earlier_subjects
from missions.contests.models import Contest
from missions.contests.queries import exclude_organisers
from missions.contests.standings.groups import statements
from missions.contests.standings.groups.figures import GroupFigure, GroupReach, build_group_figure
from missions.contests.standings.groups.parts import CompanyPart
from missions.contests.standings.models import ContestFigure, ContestFreeze, ContestHead
from missions.contests.states import ContestState
from missions.contests.terms import ContestTerms, GroupSort, decode_terms, find_sort_of_place

_PARTS, _COMMUNITY_HEADS = text(statements.PARTS), text(statements.COMMUNITY_HEADS)
_SUM_OF_PLACES, _SUM_OF_COMMUNITIES = text(statements.SUM_OF_PLACES), text(statements.SUM_OF_COMMUNITIES)


def has_heads(contest_id: int) -> bool:
    """Whether the heads of a contest are frozen."""
    return bool(session().scalar(select(exists().where(ContestHead.contest_id == contest_id))))


def list_company_parts(contest: Contest, terms: ContestTerms) -> list[CompanyPart]:
    """The company as this contest, the boards of groups and earlier contests tell its people apart."""
    sort = find_sort_of_place(terms)
    assert sort is not None, "The contest has groups of places."
    earlier = _list_earlier_terms(contest)
    sorts = [*list_earlier_subjects(sort), *(other for terms in earlier if (other := find_sort_of_place(terms))), sort]
    parameters = _build_audience_parameters(terms) | {
        "sort": sort.value,
        "audiences": _encode_json([terms.audience for terms in earlier]),
    }
    return [
        CompanyPart(
            group_key=row["group_key"],
            unit_id=row["unit_id"],
            site_id=row["site_id"],
            keys=(*row["flags"], *(str(row[f"{name}_id"]) for name in sorts)),
            inside=row["inside"],
            outside=row["outside"],
            heads=row["heads"],
        )
        for row in session().execute(_PARTS, parameters).mappings()
    ]


def list_community_heads(terms: ContestTerms) -> dict[str, int]:
    """How many people of the audience are in each community of a contest at this moment; 0 where nobody is."""
    parameters = _build_audience_parameters(terms) | {"communities": list(terms.communities), "now": clock.now()}
    rows = session().execute(_COMMUNITY_HEADS, parameters)
    return dict.fromkeys(terms.communities, 0) | {row.group_key: row.heads for row in rows}


def compute_group_figures(contest_id: int, sort: GroupSort, goal: int | None) -> list[GroupFigure]:
    """How far the groups are now, as others may read it, by the keys of the groups."""
    return [build_group_figure(reach, goal, get_gate()) for reach in _list_group_reaches(contest_id, sort)]


def _list_group_reaches(contest_id: int, sort: GroupSort) -> list[GroupReach]:
    """What the people whom published figures count reached by now, group by group."""
    heads = func.sum(ContestHead.heads).label("heads")
    shown = select(ContestHead.shown_key, heads).where(
        ContestHead.contest_id == contest_id, ContestHead.shown_key.is_not(None)
    )
    sums = _SUM_OF_COMMUNITIES if sort == GroupSort.COMMUNITY else _SUM_OF_PLACES
    reached = {row["key"]: row for row in session().execute(sums, {"contest_id": contest_id}).mappings()}
    rows = session().execute(shown.group_by(ContestHead.shown_key).order_by(ContestHead.shown_key))
    return [
        GroupReach(**{"key": row.shown_key, "heads": int(row.heads)} | dict(reached.get(row.shown_key, {})))
        for row in rows
    ]


def list_contests_with_figures() -> Sequence[Contest]:
    """The contests under way whose groups have figures: heads are frozen, and entries are not."""
    frozen = exists().where(ContestFreeze.contest_id == Contest.id)
    opened = exists().where(ContestHead.contest_id == Contest.id)
    under_way = Contest.state.in_((ContestState.OPEN, ContestState.CLOSED))
    return session().scalars(select(Contest).where(under_way, opened, ~frozen).order_by(Contest.id)).all()


def find_last_publication(contest_id: int) -> datetime | None:
    """When the figures of a contest were published last."""
    return session().scalar(select(func.min(ContestFigure.published_at)).where(ContestFigure.contest_id == contest_id))


def list_published_figures(contest_id: int) -> Sequence[ContestFigure]:
    """What everybody reads of the groups of a contest: the furthest first, then by key; groups without figures are last."""
    furthest = (ContestFigure.progress.desc().nulls_last(), ContestFigure.key)
    return (
        session().scalars(select(ContestFigure).where(ContestFigure.contest_id == contest_id).order_by(*furthest)).all()
    )


def find_group_names(sort: GroupSort, keys: Sequence[str]) -> Mapping[str, str]:
    """What these groups are called; communities are called by their keys."""
    rows = session().execute(text(statements.GROUP_NAMES), {"sort": sort.value, "keys": list(keys)})
    return {key: key for key in keys if sort == GroupSort.COMMUNITY} | {row.key: row.name for row in rows}


def find_names_of_published_groups(contest_id: int, sort: GroupSort | None) -> Mapping[str, str]:
    """The groups that are large enough to be named, by key: those of which everybody reads how far they are; none without groups."""
    if sort is None:
        return {}
    keys = session().scalars(select(ContestFigure.key).where(ContestFigure.contest_id == contest_id)).all()
    return find_group_names(sort, keys)


def _list_earlier_terms(contest: Contest) -> list[ContestTerms]:
    """The terms of the contests with groups that were published before and run at the same time."""
    earlier = select(Contest.terms).where(
        Contest.published_at.is_not(None), Contest.state != ContestState.CANCELLED, Contest.id < contest.id
    )
    at_the_same_time = (Contest.opens_at < contest.closes_at, Contest.closes_at > contest.opens_at)
    every = [
        decode_terms(terms or {}) for terms in session().scalars(earlier.where(*at_the_same_time).order_by(Contest.id))
    ]
    return [terms for terms in every if find_sort_of_place(terms)]


def _build_audience_parameters(terms: ContestTerms) -> dict[str, object]:
    return {
        "audience": _encode_json(terms.audience),
        "excluded": [*exclude_organisers(terms).excluded_ids, *terms.jury_ids],
    }


def _encode_json(value: JsonObject | Sequence[JsonObject]) -> str:
    return orjson.dumps(value).decode()
