"""Decides what an import changes for each person, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.people.directory.cells import make_slug
from app.people.directory.entries import Directory, DirectoryEntry, DirectoryGroup, ExistingEntry, PersonOutline
from app.people.directory.plan import EntryChange, ImportPlan, PersonReturn
from app.people.directory.rows import PersonRow


def add_people_to_plan(plan: ImportPlan, rows: list[PersonRow], directory: Directory, columns: frozenset[str]) -> None:
    """Plan what `rows` change for people. A column that the file leaves out changes nothing."""
    sites = directory.find_group_slugs(DirectoryGroup.SITE, {row.site for row in rows})
    units = directory.find_group_slugs(DirectoryGroup.UNIT, {row.unit for row in rows})
    for row in rows:
        existing = directory.people.get(row.external_id)
        groups = (sites[row.site], units[row.unit])
        entry = _merge_row_into_existing_entry(row, existing, groups, columns=columns, today=plan.today)
        is_rehire = _add_person_to_plan(plan, entry, existing)
        _add_roles_and_future_departures(plan, row, None if is_rehire else existing)
        if row.joined_on is not None and entry.left_on is None and not (existing and existing.has_joined):
            plan.joinings[row.external_id] = row.joined_on
        for source, name in row.accounts.items():
            if name and directory.accounts.get((source, name)) != row.external_id:
                plan.accounts[source, name] = row.external_id
    _add_freed_emails(plan, directory)


def add_departures_to_plan(plan: ImportPlan, rows: list[PersonRow], directory: Directory) -> None:
    """Plan that each person who is here and whom the file does not name leaves today."""
    named = {row.external_id for row in rows}
    for external_id, existing in directory.people.items():
        if external_id not in named and existing.entry.left_on is None:
            _add_person_to_plan(plan, existing.entry._replace(left_on=plan.today), existing)


def match_external_ids_by_email(rows: list[PersonRow], people: Mapping[str, PersonOutline]) -> dict[str, str]:
    """Old external_id to new, for people who are here and whom the file names by a new external_id with their e-mail and their name."""
    named = {row.external_id for row in rows}
    owners = {person.email: person for old, person in people.items() if old not in named and person.is_here}
    new = [row for row in rows if row.external_id not in people]
    return {
        owners[row.email].external_id: row.external_id
        for row in new
        if row.email in owners and has_same_name(row, owners[row.email])
    }


def has_same_name(row: PersonRow, person: PersonOutline) -> bool:
    """Whether both have the same given and family name, whatever the capitals and accents."""
    names = ((row.given_name, person.given_name), (row.family_name, person.family_name))
    return all(make_slug(written) == make_slug(stored) for written, stored in names)


def replace_external_ids_in_outlines(
    people: Mapping[str, PersonOutline], names: Mapping[str, str]
) -> dict[str, PersonOutline]:
    """The same people with these external_ids replaced, also where they are managers."""
    replaced = (
        person._replace(
            external_id=names.get(external_id, external_id),
            manager=None if person.manager is None else names.get(person.manager, person.manager),
        )
        for external_id, person in people.items()
    )
    return {person.external_id: person for person in replaced}


def replace_external_ids_in_directory(directory: Directory, names: Mapping[str, str]) -> Directory:
    """The same directory with these external_ids replaced, also where they are managers."""
    people = {}
    for existing in directory.people.values():
        entry, manager = existing.entry, existing.entry.manager
        new = names.get(entry.external_id, entry.external_id)
        entry = entry._replace(external_id=new, manager=None if manager is None else names.get(manager, manager))
        people[new] = existing._replace(entry=entry)
    accounts = {account: names.get(person, person) for account, person in directory.accounts.items()}
    return replace(directory, people=people, accounts=accounts)


def _merge_row_into_existing_entry(
    row: PersonRow, existing: ExistingEntry | None, groups: tuple[str, str], *, columns: frozenset[str], today: date
) -> DirectoryEntry:
    before, (site, unit) = existing.entry if existing is not None else None, groups
    left_on = row.left_on if row.left_on is None or row.left_on <= today else None
    return DirectoryEntry(
        external_id=row.external_id,
        email=row.email,
        given_name=row.given_name if before is None or "given_name" in columns else before.given_name,
        family_name=row.family_name if before is None or "family_name" in columns else before.family_name,
        locale=before.locale if before else row.locale or "fr",
        site=site,
        unit=unit,
        manager=row.manager if before is None or "manager" in columns else before.manager,
        job_title=row.job_title or "" if before is None or "job_title" in columns else before.job_title,
        arrived_on=row.arrived_on,
        left_on=left_on if before is None or "left_on" in columns else before.left_on,
    )


def _add_person_to_plan(plan: ImportPlan, entry: DirectoryEntry, existing: ExistingEntry | None) -> bool:
    """Plan one person; whether they are hired again after a departure."""
    if existing is None:
        plan.added.append(entry)
    elif existing.entry != entry:
        plan.changed.append(EntryChange(existing.entry, entry))
    left_on = existing.entry.left_on if existing is not None else None
    if left_on is None and entry.left_on is not None:
        plan.departed.append(entry)
    if existing is None or left_on is None or entry.left_on is not None:
        return False
    plan.returned.append(PersonReturn(entry, existing.roles, is_rehire=entry.arrived_on > left_on))
    return plan.returned[-1].is_rehire


def _add_roles_and_future_departures(plan: ImportPlan, row: PersonRow, existing: ExistingEntry | None) -> None:
    roles = existing.roles if existing is not None else frozenset[str]()
    plan.roles.extend((row.external_id, role) for role in sorted(row.roles - roles))
    if row.left_on is not None and row.left_on > plan.today:
        plan.not_yet_departed.append(row)


def _add_freed_emails(plan: ImportPlan, directory: Directory) -> None:
    """Note whose address a leaver had: the two are not mixed up, and whoever reads the plan sees it."""
    leavers = {
        person.entry.email: person.entry for person in directory.people.values() if person.entry.left_on is not None
    }
    changed = [change.after for change in plan.changed if change.before.email != change.after.email]
    for entry in (*plan.added, *changed):
        leaver = leavers.get(entry.email)
        if entry.left_on is None and leaver is not None and leaver.external_id != entry.external_id:
            plan.freed_emails.append((entry, leaver))
