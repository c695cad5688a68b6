"""Tells the figures: a table for people, a file for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.bench.earlier import Pairing
from tests.bench.figure import Figure

FILE = Path(__file__).parents[2] / "bench-results.json"
HEAD = ("group", "name", "figure", "unit", "ratio", "against", "target", "holds")
PAIRED_HEAD = ("group", "name", "unit", "earlier", "today", "today / earlier")
NUMBERS = frozenset({"figure", "ratio", *PAIRED_HEAD[3:]})
WORDS = {None: "", True: "yes", False: "NO"}

Told = str | float | bool | None
Line = dict[str, Told]


def lines(group: str, figures: Sequence[Figure]) -> list[Line]:
    """The figures of a group, as they are written."""
    return [_line(group, figure) for figure in figures]


def paired_lines(pairings: Sequence[Pairing]) -> list[Line]:
    """The figures of two commits side by side, as they are written."""
    return [
        dict(zip(PAIRED_HEAD, (pair.group, pair.name, pair.unit, pair.earlier, pair.today, pair.ratio), strict=True))
        for pair in pairings
    ]


def write(table_lines: Sequence[Line]) -> None:
    """Put them all in the file at the root of the project, in place of the last ones."""
    FILE.write_text(json.dumps(table_lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(table_lines: Sequence[Line], head: Sequence[str] = HEAD) -> str:
    """The same, to be read."""
    cells = [tuple(head), *(tuple(_cell(line[name]) for name in head) for line in table_lines)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    return "\n".join("  ".join(_aligned(row, widths, head)).rstrip() for row in cells)


def _line(group: str, figure: Figure) -> Line:
    return {
        "group": group,
        "name": figure.name,
        "figure": float(f"{figure.figure:.4g}"),
        "unit": figure.unit,
        "ratio": None if figure.ratio is None else float(f"{figure.ratio:.3g}"),
        "against": figure.against,
        "target": None if figure.target is None else str(figure.target),
        "holds": figure.holds,
    }


def _cell(value: Told) -> str:
    if value is None or isinstance(value, bool):
        return WORDS[value]
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if value >= 1_000 else f"{value:,.3g}"


def _aligned(row: Sequence[str], widths: Sequence[int], head: Sequence[str]) -> list[str]:
    return [
        cell.rjust(width) if name in NUMBERS else cell.ljust(width)
        for name, cell, width in zip(head, row, widths, strict=True)
    ]
