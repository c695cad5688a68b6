"""Every read that boards of groups are computed from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import RowMapping, func, select, text

from app.kernel.database import session
from app.kernel.disclosure import DisclosureGate
from app.leaderboards.comparison import GroupTotals
from app.leaderboards.cut import NO_GROUP, Cell, assign_cells_to_groups
from app.leaderboards.groups import statements
from app.leaderboards.models import Board
from app.leaderboards.subject import group_kinds_by_name


def read_group_totals(board: Board, window_ids: Sequence[int], gate: DisclosureGate) -> list[list[GroupTotals]]:
    """For each window: who is in each group of the board, and what it reached, by the running totals."""
    columns = [group_kinds_by_name()[name].column for name in (*list_earlier_subjects(board.subject), board.subject)]
    groups = assign_cells_to_groups(_list_cells_of_statement(statements.select_counted_cells(columns)), gate)
    people = _add_up_people(groups, _read_group_names(board.subject))
    totals = _read_totals(columns, groups, window_ids)
    return [[_fill_in_total(group, totals.get((id_, group.key))) for group in people] for id_ in window_ids]


def list_earlier_subjects(subject: str) -> list[str]:
    """The sorts of groups that had a board before this one, ended or not, in the order of their first boards."""
    first = func.min(Board.id)
    published = session().scalars(
        select(Board.subject).where(Board.subject.in_(group_kinds_by_name())).group_by(Board.subject).order_by(first)
    )
    listed = list(published)
    return listed[: listed.index(subject)] if subject in listed else listed


def list_cells(columns: Sequence[str]) -> list[Cell]:
    """The people of the company, by the parts that these columns of a member name, counted one by one."""
    return _list_cells_of_statement(statements.select_cells(columns))


def _list_cells_of_statement(statement: str) -> list[Cell]:
    rows = session().execute(text(statement))
    return [Cell(keys=tuple(map(str, row[:-2])), people=row.people, taking_part=row.taking_part) for row in rows]


def list_group_headcounts(subject: str) -> list[int]:
    """How many people are in each group of a sort."""
    return [cell.people for cell in list_cells([group_kinds_by_name()[subject].column])]


def find_own_group_key(subject: str, person_id: int) -> str | None:
    """The key of the group of a sort that a person is in; None for whoever has left."""
    statement = text(statements.select_own_group_key(group_kinds_by_name()[subject]))
    key: str | None = session().scalar(statement, {"person_id": person_id})
    return key


def _read_group_names(subject: str) -> dict[str, str]:
    rows = session().execute(text(group_kinds_by_name()[subject].names))
    return {row.key: row.name for row in rows} | {NO_GROUP: ""}


def _add_up_people(groups: Mapping[Cell, str], names: Mapping[str, str]) -> list[GroupTotals]:
    people, taking_part = dict.fromkeys(groups.values(), 0), dict.fromkeys(groups.values(), 0)
    for cell, key in groups.items():
        people[key] += cell.people
        taking_part[key] += cell.taking_part
    return [GroupTotals(key=key, name=names[key], people=people[key], taking_part=taking_part[key]) for key in people]


def _read_totals(
    columns: Sequence[str], groups: Mapping[Cell, str], window_ids: Sequence[int]
) -> dict[tuple[int, str], RowMapping]:
    counted = [dict(zip(columns, cell.keys, strict=True)) | {"key": key} for cell, key in groups.items() if key]
    parameters = {"windows": list(window_ids), "cells": json.dumps(counted)}
    session().execute(statements.JOIN_BY_HASH, {"joins": "off"})
    rows = session().execute(text(statements.select_group_totals(columns)), parameters).mappings().all()
    session().execute(statements.JOIN_BY_HASH, {"joins": "on"})
    return {(row["window_id"], row["key"]): row for row in rows}


def _fill_in_total(group: GroupTotals, total: RowMapping | None) -> GroupTotals:
    return group if total is None else replace(group, points=total["points"], earners=total["earners"])
