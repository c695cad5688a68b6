"""Describes in sentences what an import changes, or what is wrong with its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.people.directory.columns import FileProblem
from app.people.directory.entries import DirectoryEntry
from app.people.directory.plan import EntryChange, ImportPlan

MAX_EXAMPLES = 8
"""How many examples are shown in a line."""
MAX_LISTED = 50
"""How many changes or problems are shown one by one."""


def describe_problems(problems: Sequence[FileProblem]) -> Iterator[str]:
    """Each problem with its place, the first ones at least."""
    yield from (f"  {problem}" for problem in problems[:MAX_LISTED])
    if len(problems) > MAX_LISTED:
        yield f"  … and {len(problems) - MAX_LISTED:,} more."


def describe_plan(plan: ImportPlan) -> Iterator[str]:
    """What changes, in nouns, so that the same lines serve before and after."""
    if plan.is_empty:
        yield "The directory says all of this already."
    yield from _format_count_with_examples("New regions", plan.regions.values())
    yield from _format_count_with_examples("New sites", (place.name for place in plan.sites.values()))
    yield from _format_count_with_examples(
        "Sites with another region or time zone", (place.name for place in plan.moved_sites.values())
    )
    yield from _format_count_with_examples("New units", plan.units.values())
    yield from _format_count_with_examples(
        "New external_ids for known e-mails", (f"{old} → {new}" for old, new in plan.renamed.items())
    )
    yield from _format_count_with_examples("New people", map(_format_full_name, plan.added))
    yield from _describe_changes(plan.changed)
    yield from _format_count_with_examples("Departures", map(_format_full_name, plan.departed))
    yield from _format_count_with_examples("Roles given", (f"{external_id} {role}" for external_id, role in plan.roles))
    yield from _format_count_with_examples("People who take part since the day in joined_on", plan.joinings)
    yield from _format_count_with_examples(
        "Departures to come, left for another import",
        (f"{row.external_id} on {row.left_on}" for row in plan.not_yet_departed),
    )


def _format_count_with_examples(what: str, names: Iterable[str]) -> Iterator[str]:
    listed = list(names)
    if listed:
        more = f" … and {len(listed) - MAX_EXAMPLES:,} more" if len(listed) > MAX_EXAMPLES else ""
        yield f"{what}: {len(listed):,} ({', '.join(listed[:MAX_EXAMPLES])}{more})"


def _describe_changes(changed: Sequence[EntryChange]) -> Iterator[str]:
    if not changed:
        return
    yield f"Changed people: {len(changed):,}"
    for change in changed[:MAX_LISTED]:
        yield f"  {_format_full_name(change.after)} ({change.after.external_id}): {', '.join(map(str, _describe_differences(change)))}"
    if len(changed) > MAX_LISTED:
        yield f"  … and {len(changed) - MAX_LISTED:,} more."


def _describe_differences(change: EntryChange) -> Iterator[str]:
    for column in change.changed_columns:
        before, after = getattr(change.before, column), getattr(change.after, column)
        yield f"{column} {before or 'empty'} → {after or 'empty'}"


def _format_full_name(entry: DirectoryEntry) -> str:
    return f"{entry.given_name} {entry.family_name}"
