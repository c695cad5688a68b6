"""Records what an import changes, and plans its undo: only what is still as the import left it goes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from app.kernel.schema import JsonObject
from app.people.directory.entries import Directory, DirectoryEntry, DirectoryGroup, SiteEntry
from app.people.directory.plan import EntryChange, GroupRename, ImportPlan, PersonReturn

DAYS = ("arrived_on", "left_on")


@dataclass(frozen=True)
class UndoPlan:
    """What an undo writes, the roles and names on networks that it takes back, and the people who changed since and stay as they are."""

    plan: ImportPlan
    roles: list[tuple[str, str]] = field(default_factory=list)
    accounts: list[tuple[str, str]] = field(default_factory=list)
    changed_since: list[str] = field(default_factory=list)


def build_undo_record(plan: ImportPlan, directory: Directory) -> JsonObject:
    """What an undo needs, as JSON: for each person only the columns that change."""
    return {
        "added": [_encode_entry(entry) for entry in plan.added],
        "changed": [_encode_change(change) for change in plan.changed],
        "groups": [asdict(rename) for rename in (*plan.group_renames, *plan.respelled)],
        "sites": [[slug, asdict(directory.sites[slug]), asdict(site)] for slug, site in plan.moved_sites.items()],
        "renamed": dict(plan.renamed),
        "roles": [list(role) for role in plan.roles],
        "accounts": [list(account) for account in plan.accounts if account not in directory.accounts],
    }


def build_undo_plan(record: JsonObject, directory: Directory, today: date) -> UndoPlan:
    """What an undo changes today: people who were added leave, everybody else gets back what the import changed."""
    undo = UndoPlan(ImportPlan(today))
    for stored in record["added"]:
        _add_departure_of_new_person(undo, stored, directory)
    for stored in record["changed"]:
        _add_restored_person(undo, stored, directory)
    undo.plan.renamed = {new: old for old, new in record["renamed"].items() if new in directory.people}
    undo.plan.group_renames = list(_list_renames_back(record["groups"], directory))
    undo.plan.moved_sites = {
        slug: replace(directory.sites[slug], region=before["region"], time_zone=before["time_zone"])
        for slug, before, after in record["sites"]
        if directory.sites.get(slug) == SiteEntry(**after) and before["region"] in directory.regions
    }
    undo.roles.extend(
        (person, role)
        for person, role in record["roles"]
        if person in directory.people and role in directory.people[person].roles
    )
    undo.accounts.extend((source, name) for source, name in record["accounts"] if (source, name) in directory.accounts)
    return undo


def _add_departure_of_new_person(undo: UndoPlan, stored: JsonObject, directory: Directory) -> None:
    existing = directory.people.get(stored["external_id"])
    if existing is None or existing.entry.left_on is not None:
        return
    if _encode_entry(existing.entry) != stored:
        undo.changed_since.append(existing.entry.full_name)
        return
    leaver = existing.entry._replace(left_on=undo.plan.today)
    undo.plan.changed.append(EntryChange(existing.entry, leaver))
    undo.plan.departed.append(leaver)


def _add_restored_person(undo: UndoPlan, stored: JsonObject, directory: Directory) -> None:
    existing = directory.people.get(stored["id"])
    if existing is None:
        return
    now, after = _encode_entry(existing.entry), stored["after"]
    if any(now[column] != value for column, value in after.items()) or not _can_go_back(stored["before"], directory):
        undo.changed_since.append(existing.entry.full_name)
        return
    restored = existing.entry._replace(**_parse_columns(stored["before"]))
    undo.plan.changed.append(EntryChange(existing.entry, restored))
    if existing.entry.left_on is None and restored.left_on is not None:
        undo.plan.departed.append(restored)
    elif existing.entry.left_on is not None and restored.left_on is None:
        undo.plan.returned.append(PersonReturn(restored, existing.roles, is_rehire=False))


def _can_go_back(before: JsonObject, directory: Directory) -> bool:
    """Whether the site and the unit of before are still there."""
    return before.get("site") in {None, *directory.sites} and before.get("unit") in {None, *directory.units}


def _list_renames_back(stored: Iterable[Mapping[str, str]], directory: Directory) -> Iterable[GroupRename]:
    for rename in stored:
        kind = DirectoryGroup(rename["kind"])
        if directory.names_of(kind).get(rename["slug"]) == rename["after"]:
            yield GroupRename(kind, rename["slug"], rename["after"], rename["before"])


def _encode_change(change: EntryChange) -> JsonObject:
    before, after = _encode_entry(change.before), _encode_entry(change.after)
    columns = [column for column in after if before[column] != after[column]]
    return {
        "id": change.after.external_id,
        "before": {column: before[column] for column in columns},
        "after": {column: after[column] for column in columns},
    }


def _encode_entry(entry: DirectoryEntry) -> JsonObject:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in entry._asdict().items()}


def _parse_columns(stored: JsonObject) -> JsonObject:
    return {name: date.fromisoformat(value) if name in DAYS and value else value for name, value in stored.items()}
