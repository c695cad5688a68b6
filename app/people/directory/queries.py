"""Reads the whole directory at once: imports of a hundred thousand people compare it in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, or_, select, text

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.directory import statements
from app.people.directory.cells import make_slug
from app.people.directory.entries import (
    Directory,
    DirectoryEntry,
    DirectoryGroup,
    ExistingEntry,
    PersonOutline,
    SiteEntry,
)
from app.people.directory.models import PeopleImport
from app.people.models import Member, Person, Region, Site, Unit

_PEOPLE = text(
    """
    select p.external_id, p.email, p.given_name, p.family_name, p.locale, s.slug as site, u.slug as unit,
           m.external_id as manager, p.job_title, p.arrived_on, p.left_on, p.id,
           r.roles,
           exists (select 1 from fact f where f.actor_id = p.id and f.kind = 'person.joined') as has_joined
    from person p join site s on s.id = p.site_id join unit u on u.id = p.unit_id left join person m on m.id = p.manager_id
    left join (select person_id, array_agg(role) as roles from person_role group by person_id) as r on r.person_id = p.id
    where not exists (select from person_merge g where g.person_id = p.id)
    order by p.external_id
    """
)
_OUTLINES = text(
    """
    select p.external_id, p.email, p.given_name, p.family_name, m.external_id as manager, p.left_on
    from person p left join person m on m.id = p.manager_id
    where not exists (select from person_merge g where g.person_id = p.id)
    """
)
_DAY_STARTS = text(
    """
    select p.id, r.external_id, (r.day::timestamp at time zone s.time_zone) as started_at
    from jsonb_to_recordset(cast(:days as jsonb)) as r (external_id text, day date)
    join person p on p.external_id = r.external_id join site s on s.id = p.site_id
    order by p.id
    """
)
_ACCOUNTS = text("select a.source, a.name, p.external_id from actor_alias a join person p on p.id = a.person_id")
GROUP_TABLES: dict[DirectoryGroup, type[Region | Site | Unit]] = {
    DirectoryGroup.REGION: Region,
    DirectoryGroup.SITE: Site,
    DirectoryGroup.UNIT: Unit,
}
_KEPT_IDS = text(
    """
    select p.external_id, k.external_id as kept
    from person_merge g join person p on p.id = g.person_id join person k on k.id = g.kept_id
    """
)
_IDS = text("select external_id, id from person where external_id = any(cast(:external_ids as text[]))")


@dataclass(frozen=True)
class LocalDayStart:
    """The moment when a day began where a person works."""

    person_id: int
    started_at: datetime


def read_directory() -> Directory:
    """All people, those who left included, with places and units."""
    return replace(
        read_groups(),
        people={person.entry.external_id: person for person in _list_entries()},
        accounts={(row.source, row.name): row.external_id for row in session().execute(_ACCOUNTS)},
    )


def read_outlines() -> dict[str, PersonOutline]:
    """Everybody by external_id, those who left included: a sixth of what reading the whole directory costs."""
    return {row.external_id: PersonOutline._make(row) for row in session().execute(_OUTLINES).all()}


def read_kept_external_ids() -> dict[str, str]:
    """The external_id of who was kept, by that of each person who was merged."""
    return {row.external_id: row.kept for row in session().execute(_KEPT_IDS)}


def read_groups() -> Directory:
    """The directory without people: regions, sites and units."""
    regions = {region.id: region for region in session().scalars(select(Region))}
    return Directory(
        people={},
        sites={
            site.slug: SiteEntry(site.name, regions[site.region_id].slug, site.time_zone)
            for site in session().scalars(select(Site).where(Site.merged_into_id.is_(None)))
        },
        regions={region.slug: region.name for region in regions.values() if region.merged_into_id is None},
        units={unit.slug: unit.name for unit in session().scalars(select(Unit).where(Unit.merged_into_id.is_(None)))},
        spellings={kind: _map_spellings_to_slugs(table) for kind, table in GROUP_TABLES.items()},
    )


class NoSuchGroup(NotFound):
    """No region, site or unit has this name."""


def find_group(kind: DirectoryGroup, name: str) -> Region | Site | Unit | None:
    """The group that a file finds under this name; None when there is none."""
    table = GROUP_TABLES[kind]
    slug = make_slug(name)
    named = select(table).where(table.merged_into_id.is_(None), or_(table.slug == slug, table.spellings.any_() == slug))
    groups = [group for group in session().scalars(named) if isinstance(group, Region | Site | Unit)]
    return next((group for group in groups if slug in group.spellings), groups[0] if groups else None)


def get_group(kind: DirectoryGroup, name: str) -> Region | Site | Unit:
    """The group that a file finds under this name; NoSuchGroup when there is none."""
    group = find_group(kind, name)
    if group is None:
        raise NoSuchGroup(f"No {kind} is called {name}.")
    return group


def get_group_by_id(kind: DirectoryGroup, group_id: int) -> Region | Site | Unit:
    """The group of that id that is in use; NoSuchGroup when there is none."""
    table = GROUP_TABLES[kind]
    group = session().scalar(select(table).where(table.id == group_id, table.merged_into_id.is_(None)))
    if not isinstance(group, Region | Site | Unit):
        raise NoSuchGroup(f"No {kind} has this number.")
    return group


def count_people_of_group(kind: DirectoryGroup, group_id: int) -> int:
    """How many people who are here belong to a group."""
    belongs = getattr(Member, f"{kind}_id") == group_id
    return session().scalar(select(func.count()).select_from(Member).where(Member.is_here, belongs)) or 0


def list_groups(kind: DirectoryGroup) -> list[tuple[int, str, int]]:
    """The id and name of every group of a kind that is in use, and how many people who are here it has."""
    table, group_id = GROUP_TABLES[kind], getattr(Member, f"{kind}_id")
    count = func.count().label("people")
    counted = select(group_id.label("id"), count).where(Member.is_here).group_by(group_id).subquery()
    listed = (
        select(table.id, table.name, func.coalesce(counted.c.people, 0))
        .outerjoin(counted, counted.c.id == table.id)
        .where(table.merged_into_id.is_(None))
        .order_by(table.name)
    )
    return [(group_id, name, people) for group_id, name, people in session().execute(listed)]


class NoSuchImport(NotFound):
    """There is no such import, or its file was forgotten."""


def get_import(import_id: int) -> PeopleImport:
    """The import of that id; NoSuchImport when there is none."""
    imported = session().scalar(select(PeopleImport).where(PeopleImport.id == import_id))
    if imported is None:
        raise NoSuchImport("There is no such import, or its file waited for more than a day.")
    return imported


def list_imports() -> list[tuple[PeopleImport, str]]:
    """The latest imports, newest first, each with the name of whoever sent it, empty for a command."""
    named = select(PeopleImport, func.concat_ws(" ", Person.given_name, Person.family_name))
    rows = session().execute(
        named.outerjoin(Person, Person.id == PeopleImport.by_id).order_by(PeopleImport.id.desc()).limit(50)
    )
    return [(imported, name.strip()) for imported, name in rows]


def list_local_day_starts(days: str) -> list[LocalDayStart]:
    """For a JSON array of {external_id, day}: when that day began at the person's site."""
    return [LocalDayStart(row.id, row.started_at) for row in session().execute(_DAY_STARTS, {"days": days})]


def find_ids_by_external_id(external_ids: Collection[str]) -> dict[str, int]:
    """The ids of those people, by external_id."""
    rows = session().execute(_IDS, {"external_ids": list(external_ids)})
    return {row.external_id: row.id for row in rows}


def find_person_ids_by_line(lines: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """The people who are here under each full name or e-mail address."""
    people: dict[str, list[int]] = {line: [] for line in lines}
    for row in session().execute(statements.PEOPLE_OF_LINES, {"lines": list(people)}) if people else ():
        people[row.line].append(row.id)
    return people


def _map_spellings_to_slugs(table: type[Region | Site | Unit]) -> dict[str, str]:
    groups = session().execute(select(table.slug, table.spellings).where(table.merged_into_id.is_(None)))
    return {spelling: slug for slug, spellings in groups for spelling in spellings}


def _list_entries() -> list[ExistingEntry]:
    return [
        ExistingEntry(person_id, DirectoryEntry._make(columns), frozenset(roles or ()), has_joined)
        for *columns, person_id, roles, has_joined in session().execute(_PEOPLE).all()
    ]
