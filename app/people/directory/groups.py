"""Compares the names of regions, sites and units in a file with those of the directory: new, spelled otherwise, renamed, empty."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from app.people.directory.cells import make_slug
from app.people.directory.entries import Directory, DirectoryEntry, DirectoryGroup, SiteEntry
from app.people.directory.outcome import EVERY_SITE, ImportOptions
from app.people.directory.plan import GroupRename, ImportPlan, ProbableRename
from app.people.directory.rows import PersonRow

SMALLEST_RENAME = 2
"""One person alone who is in a new unit has moved."""

_ORDINARY_SIGNS = re.compile(r"[\s._'’\-–&/,()]+")


def list_group_names(rows: Iterable[PersonRow], kind: DirectoryGroup) -> Iterator[str]:
    """The name of that kind of group on each line that has one."""
    return filter(None, map(attrgetter(kind.value), rows))


def add_groups_to_plan(
    plan: ImportPlan, rows: Sequence[PersonRow], directory: Directory, options: ImportOptions
) -> None:
    """Plan new, moved and respelled groups, and warn of spellings that fall together."""
    for kind in DirectoryGroup:
        spellings = _count_spellings_by_slug(rows, directory, kind)
        plan.respelled += _list_respelled_groups(kind, spellings, directory)
        plan.joined_spellings += [(kind, names) for names in _list_joined_spellings(spellings)]
        if kind is not DirectoryGroup.SITE:
            new = {slug: names.most_common(1)[0][0] for slug, names in spellings.items()}
            target = plan.regions if kind is DirectoryGroup.REGION else plan.units
            target.update({slug: name for slug, name in new.items() if slug not in directory.names_of(kind)})
    _add_sites_to_plan(plan, rows, directory, options)


def find_probable_renames(rows: Sequence[PersonRow], directory: Directory, *, is_whole: bool) -> list[ProbableRename]:
    """The groups of which everybody, two people at least, is now in one group that did not exist and has nobody of another group.

    `is_whole`: people whom the file does not name leave, and do not keep their group in being.
    """
    kinds = (DirectoryGroup.UNIT, DirectoryGroup.SITE, DirectoryGroup.REGION)
    renames = [rename for kind in kinds for rename in _find_renames_of_kind(kind, rows, directory)]
    if is_whole or not renames:
        return renames
    named = {row.external_id for row in rows}
    here = [person.entry for person in directory.people.values() if person.entry.left_on is None]
    absent = [entry for entry in here if entry.external_id not in named]
    return [
        rename
        for rename in renames
        if all(_find_group_of_entry(rename.kind, entry, directory) != rename.slug for entry in absent)
    ]


def rename_groups_in_directory(directory: Directory, renames: Iterable[GroupRename]) -> Directory:
    """The same directory, in which these groups have their new names and are found under them."""
    for rename in renames:
        spellings = {kind: dict(slugs) for kind, slugs in directory.spellings.items()}
        spellings.setdefault(rename.kind, {})[make_slug(rename.after)] = rename.slug
        directory = replace(directory, spellings=spellings)
        if rename.kind is DirectoryGroup.SITE:
            site = replace(directory.sites[rename.slug], name=rename.after)
            directory = replace(directory, sites={**directory.sites, rename.slug: site})
        elif rename.kind is DirectoryGroup.REGION:
            directory = replace(directory, regions={**directory.regions, rename.slug: rename.after})
        else:
            directory = replace(directory, units={**directory.units, rename.slug: rename.after})
    return directory


def list_emptied_groups(plan: ImportPlan, directory: Directory) -> list[tuple[DirectoryGroup, str]]:
    """The names of units and sites that had people and have none after the import."""
    after = {change.after.external_id: change.after for change in plan.changed}
    emptied = []
    for kind in (DirectoryGroup.UNIT, DirectoryGroup.SITE):
        group_of = attrgetter(kind.value)
        left = {
            group_of(change.before)
            for change in plan.changed
            if change.before.left_on is None
            and (change.after.left_on is not None or group_of(change.after) != group_of(change.before))
        }
        if left:
            here = [person.entry for person in directory.people.values() if person.entry.left_on is None]
            kept = [after.get(entry.external_id, entry) for entry in here]
            still = {group_of(entry) for entry in [*kept, *plan.added] if entry.left_on is None}
            emptied += [(kind, directory.names_of(kind)[slug]) for slug in sorted(left - still)]
    return emptied


def _find_renames_of_kind(
    kind: DirectoryGroup, rows: Sequence[PersonRow], directory: Directory
) -> Iterator[ProbableRename]:
    existing = directory.names_of(kind)
    slugs = directory.find_group_slugs(kind, set(list_group_names(rows, kind)))
    if existing.keys() >= set(slugs.values()):
        return
    names: dict[str, str] = {}
    new_slugs: dict[str, Counter[str]] = defaultdict(Counter)
    came_from: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        name = getattr(row, kind)
        person = directory.people.get(row.external_id)
        if name is None or (row.left_on is not None and (person is None or person.entry.left_on is not None)):
            continue
        slug = slugs[name]
        names.setdefault(slug, name)
        if person is None or person.entry.left_on is not None:
            continue
        before = _find_group_of_entry(kind, person.entry, directory)
        new_slugs[before][slug] += 1
        came_from[slug].add(before)
    for before, after in new_slugs.items():
        (slug, people), *others = after.most_common()
        if slug not in existing and not others and people >= SMALLEST_RENAME and came_from[slug] == {before}:
            yield ProbableRename(kind, before, existing[before], names[slug], people)


def _find_group_of_entry(kind: DirectoryGroup, entry: DirectoryEntry, directory: Directory) -> str:
    if kind is DirectoryGroup.UNIT:
        return entry.unit
    return entry.site if kind is DirectoryGroup.SITE else directory.sites[entry.site].region


def _count_spellings_by_slug(
    rows: Iterable[PersonRow], directory: Directory, kind: DirectoryGroup
) -> Mapping[str, Counter[str]]:
    by_slug: dict[str, Counter[str]] = defaultdict(Counter)
    for name, times in Counter(list_group_names(rows, kind)).items():
        by_slug[directory.find_group_slug(kind, name)][name] += times
    return by_slug


def _list_respelled_groups(
    kind: DirectoryGroup, spellings: Mapping[str, Counter[str]], directory: Directory
) -> Iterator[GroupRename]:
    """The groups whose name the file writes with other capitals, accents or signs; a former name changes nothing."""
    for slug, before in directory.names_of(kind).items():
        own = Counter({n: c for n, c in spellings.get(slug, {}).items() if make_slug(n) == make_slug(before)})
        if own and before not in own:
            yield GroupRename(kind, slug, before, own.most_common(1)[0][0])


def _list_joined_spellings(spellings: Mapping[str, Counter[str]]) -> Iterator[tuple[str, ...]]:
    """The spellings that one slug stands for and that differ by more than capitals, accents, spaces and hyphens."""
    for names in spellings.values():
        if len({_strip_ordinary_signs(name) for name in names}) > 1:
            yield tuple(names)


def _strip_ordinary_signs(name: str) -> str:
    letters = (sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return _ORDINARY_SIGNS.sub("", "".join(letters))


def _add_sites_to_plan(
    plan: ImportPlan, rows: Sequence[PersonRow], directory: Directory, options: ImportOptions
) -> None:
    zones: dict[str, str] = {}
    regions: dict[str, str] = {}
    names: dict[str, str] = {}
    slugs = directory.find_group_slugs(DirectoryGroup.SITE, {row.site for row in rows})
    for row in rows:
        slug = slugs[row.site]
        names.setdefault(slug, row.site)
        if row.time_zone is not None:
            zones.setdefault(slug, row.time_zone)
        if row.region is not None:
            regions.setdefault(slug, directory.find_group_slug(DirectoryGroup.REGION, row.region))
    for slug, name in names.items():
        existing = directory.sites.get(slug)
        if existing is None:
            zone = zones.get(slug) or options.time_zones.get(slug) or options.time_zones.get(EVERY_SITE)
            plan.sites[slug] = SiteEntry(name, regions.get(slug, ""), zone or "")
            if zone is None:
                plan.sites_without_zone[slug] = name
            continue
        wanted = replace(
            existing, region=regions.get(slug, existing.region), time_zone=zones.get(slug, existing.time_zone)
        )
        if wanted != existing:
            plan.moved_sites[slug] = wanted
