"""Says in sentences what an import changes, or what is wrong with its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.people.directory.columns import Problem
from app.people.directory.entries import Entry
from app.people.directory.plan import Change, Plan

NAMED = 8
"""How many examples are shown in a line."""
LISTED = 50
"""How many changes or problems are shown one by one."""


def of_problems(problems: Sequence[Problem]) -> Iterator[str]:
    """Each problem with its place, the first ones at least."""
    yield from (f"  {problem}" for problem in problems[:LISTED])
    if len(problems) > LISTED:
        yield f"  … and {len(problems) - LISTED:,} more."


def of_plan(plan: Plan) -> Iterator[str]:
    """What changes, in nouns, so that the same lines serve before and after."""
    if plan.is_empty:
        yield "The directory says all of this already."
    yield from _line("New regions", plan.regions.values())
    yield from _line("New sites", (place.name for place in plan.sites.values()))
    yield from _line("Sites with another region or time zone", (place.name for place in plan.moved_sites.values()))
    yield from _line("New units", plan.units.values())
    yield from _line("New external_ids for known e-mails", (f"{old} → {new}" for old, new in plan.renamed.items()))
    yield from _line("New people", map(_name, plan.added))
    yield from _changes(plan.changed)
    yield from _line("Departures", map(_name, plan.departed))
    yield from _line("Roles given", (f"{external_id} {role}" for external_id, role in plan.roles))
    yield from _line("People who take part since the day in joined_on", plan.joinings)
    yield from _line(
        "Departures to come, left for another import",
        (f"{row.external_id} on {row.left_on}" for row in plan.not_yet_departed),
    )


def _line(what: str, names: Iterable[str]) -> Iterator[str]:
    told = list(names)
    if told:
        more = f" … and {len(told) - NAMED:,} more" if len(told) > NAMED else ""
        yield f"{what}: {len(told):,} ({', '.join(told[:NAMED])}{more})"


def _changes(changed: Sequence[Change]) -> Iterator[str]:
    if not changed:
        return
    yield f"Changed people: {len(changed):,}"
    for change in changed[:LISTED]:
        yield f"  {_name(change.after)} ({change.after.external_id}): {', '.join(map(str, _differences(change)))}"
    if len(changed) > LISTED:
        yield f"  … and {len(changed) - LISTED:,} more."


def _differences(change: Change) -> Iterator[str]:
    for column in change.columns:
        before, after = getattr(change.before, column), getattr(change.after, column)
        yield f"{column} {before or 'empty'} → {after or 'empty'}"


def _name(entry: Entry) -> str:
    return f"{entry.given_name} {entry.family_name}"
