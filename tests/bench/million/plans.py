"""Plans that PostgreSQL writes into its log by `auto_explain`, in a few words: what the dearest statement spends its time on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import psycopg

SETTINGS = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "20",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_format": "json",
    "auto_explain.log_nested_statements": "on",
}
ENTRY = re.compile(r"duration: ([\d.]+) ms  plan:\n((?:\t.*\n?)+)")
"""A plan in the log: each of its lines begins with a tab."""
SHOWN = 2
"""Steps of a plan that are named, the dearest first."""
LEAST_SHARE = 0.15

Node = dict[str, Any]


def start_explaining(database: psycopg.Connection) -> None:
    """Have the plans of new connections written into the log; psycopg.Error where PostgreSQL came without `auto_explain`."""
    database.execute("load 'auto_explain'")
    for name, value in SETTINGS.items():
        database.execute(f"alter database {database.info.dbname} set {name} = '{value}'")


def forget_explaining(database: psycopg.Connection) -> None:
    """Write no plans of new connections any more."""
    for name in SETTINGS:
        database.execute(f"alter database {database.info.dbname} reset {name}")


def explain_in_words(log: str) -> str:
    """The dearest statement of this part of the log, by the tables it reads, and the steps that took most of its time."""
    entries = [(float(taken), text) for taken, text in ENTRY.findall(log)]
    if not entries:
        return ""
    taken, text = max(entries)
    total = sum(milliseconds for milliseconds, _ in entries)
    steps = sorted(_list_steps(json.loads(text)["Plan"]), reverse=True)
    named = [f"{words} ({100 * own / taken:.0f} %)" for own, words in steps[:SHOWN] if own > LEAST_SHARE * taken]
    several = f"{len(entries)} statements, {total:,.0f} ms; the dearest, " if len(entries) > 1 else ""
    return f"{several}{taken:,.0f} ms: {'; '.join(named) or 'many small steps'}"


def _list_steps(node: Node) -> Iterator[tuple[float, str]]:
    """Each step with its own milliseconds, those of the steps below taken off, and its words."""
    parts = node.get("Plans", [])
    own = _milliseconds(node) - sum(
        _milliseconds(part) for part in parts if part.get("Parent Relationship") != "InitPlan"
    )
    yield max(own, 0.0), _describe(node)
    for part in parts:
        yield from _list_steps(part)


def _milliseconds(node: Node) -> float:
    return float(node.get("Actual Total Time", 0)) * float(node.get("Actual Loops", 1))


def _describe(node: Node) -> str:
    rows = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node.get("Actual Loops", 1)
    place = f" of {node['Relation Name']}" if "Relation Name" in node else ""
    index = f" by {node['Index Name']}" if "Index Name" in node else ""
    times = f", {node['Actual Loops']:,} times" if node.get("Actual Loops", 1) > 1 else ""
    return f"{node['Node Type']}{place}{index}, {rows:,.0f} rows{times}"
