"""Renames a region, a site or a unit, or merges it into another one; points, audiences and boards follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.manifest import list_features_of_current_application
from app.kernel.messages import ErrorMessage
from app.people.directory import queries, statements
from app.people.directory.cells import UnreadableCell, parse_group_name
from app.people.directory.entries import DirectoryGroup
from app.people.directory.plan import GroupRename
from app.people.directory.service.write import rename_group
from app.people.manifest import GroupMerge, JoiningFeature

LONGEST_NAME = 200

NAME_TOO_LONG = ErrorMessage(
    "A name has at most {most} characters; this one has {number}.",
    french="Un nom compte au plus {most} caractères ; celui-ci en compte {number}.",
)
NAME_EMPTY = ErrorMessage("Write a name.", french="Écrivez un nom.")
NAME_TAKEN = ErrorMessage(
    "{name} is there already: merge the two, or choose another name.",
    french="{name} existe déjà : fusionnez les deux, ou choisissez un autre nom.",
)
SAME_GROUP = ErrorMessage("These are two names of one group.", french="Ce sont deux noms d’un même groupe.")
RENAME_KEEPS = ErrorMessage(
    "“{before}” will be called “{after}”. Its people, its points and what is for it stay.",
    french="« {before} » s’appellera « {after} ». Ses personnes, ses points et ce qui lui est destiné restent.",
)
RENAME_FILES = ErrorMessage(
    "Files may go on using its other names: “{before}” is still found.",
    french="Les fichiers peuvent continuer d’utiliser ses autres noms : « {before} » sera toujours reconnu.",
)
RENAME_AGAIN = ErrorMessage(
    "To go back, rename it again.", french="Pour revenir en arrière, il suffit de renommer à nouveau."
)
MERGE_MOVES = ErrorMessage(
    "People of “{before}” who move to “{after}”: {people}. The points that were earned in “{before}” move with them.",
    french="Personnes de « {before} » qui passent dans « {after} » : {people}. Les points gagnés dans « {before} » les suivent.",
)
MERGE_FILES = ErrorMessage(
    "“{before}” is no group any more: a file that names it finds “{after}”.",
    french="« {before} » n’existe plus comme groupe : un fichier qui le nomme trouve « {after} ».",
)
MERGE_REACHES = ErrorMessage(
    "What is for “{before}” is for everybody of “{after}”. What was switched off for “{before}” alone is on again.",
    french="Ce qui s’adresse à « {before} » s’adresse à toutes les personnes de « {after} ». Ce qui était désactivé pour « {before} » seulement est rétabli.",
)
MERGE_ZONE = ErrorMessage(
    "They have two time zones: the people of “{before}” get the time zone and the hours of “{after}”.",
    french="Les deux ont des fuseaux horaires différents : les personnes de « {before} » prennent le fuseau et les horaires de « {after} ».",
)
MERGE_IS_FINAL = ErrorMessage("A merge cannot be undone.", french="Une fusion ne s’annule pas.")


class NameTaken(Conflict):
    """Another group of the same kind is found under this name."""


class SameGroup(Invalid):
    """A group cannot be merged into itself."""


class UnusableGroupName(Invalid):
    """This cannot be the name of a group."""


@dataclass(frozen=True)
class MergePlan:
    """What a merge would do: the two names, and how many people who are here change their group."""

    before: str
    after: str
    people: int
    has_other_zone: bool


def plan_rename(kind: DirectoryGroup, name: str, new_name: str) -> GroupRename:
    """What giving the group of that name, or former name, a new one would do.

    NoSuchGroup, UnusableGroupName, or NameTaken when a file would find another group under the new name.
    """
    group = queries.get_group(kind, name)
    written = _parse_new_name(new_name)
    other = queries.find_group(kind, written)
    if other is not None and other.id != group.id:
        raise NameTaken(NAME_TAKEN.format(name=other.name))
    return GroupRename(kind, group.slug, group.name, written)


def describe_rename(rename: GroupRename) -> Iterator[ErrorMessage]:
    """What a rename does, in sentences."""
    yield RENAME_KEEPS.format(before=rename.before, after=rename.after)
    yield RENAME_FILES.format(before=rename.before)
    yield RENAME_AGAIN


def rename_named_group(kind: DirectoryGroup, name: str, new_name: str) -> GroupRename:
    """Give the group of that name a new one; files may go on using the others. Refused as `plan_rename` is."""
    session().execute(statements.IMPORT_LOCK)
    rename = plan_rename(kind, name, new_name)
    rename_group(rename)
    session().expire_all()
    return rename


def plan_merge(kind: DirectoryGroup, name: str, into_name: str) -> MergePlan:
    """What merging the group of one name into that of the other would do. NoSuchGroup or SameGroup when it cannot be."""
    group, into = queries.get_group(kind, name), queries.get_group(kind, into_name)
    if group.id == into.id:
        raise SameGroup(SAME_GROUP)
    people = queries.count_people_of_group(kind, group.id)
    has_other_zone = getattr(group, "time_zone", "") != getattr(into, "time_zone", "")
    return MergePlan(group.name, into.name, people, has_other_zone)


def describe_merge(plan: MergePlan) -> Iterator[ErrorMessage]:
    """What a merge does, in sentences."""
    yield MERGE_MOVES.format(people=plan.people, before=plan.before, after=plan.after)
    yield MERGE_REACHES.format(before=plan.before, after=plan.after)
    yield MERGE_FILES.format(before=plan.before, after=plan.after)
    if plan.has_other_zone:
        yield MERGE_ZONE.format(before=plan.before, after=plan.after)
    yield MERGE_IS_FINAL


def merge_groups(kind: DirectoryGroup, name: str, into_name: str) -> MergePlan:
    """Let the people, points, audiences and names of one group belong to the other; this cannot be undone.

    What was switched off for the one only is switched on again. A file that names it finds the other one.
    """
    session().execute(statements.IMPORT_LOCK)
    plan = plan_merge(kind, name, into_name)
    group, into = queries.get_group(kind, name), queries.get_group(kind, into_name)
    merge = GroupMerge(kind.value, group.id, group.slug, into.id, into.slug)
    for feature in list_features_of_current_application(JoiningFeature):
        for act_on_merge in feature.on_group_merge:
            act_on_merge(merge)
    ids = {"from_id": group.id, "into_id": into.id, "now": clock.now()}
    for statement in statements.MERGE[kind.value]:
        session().execute(statement, ids)
    session().expire_all()
    return plan


def _parse_new_name(new_name: str) -> str:
    written = new_name.strip()
    if len(written) > LONGEST_NAME:
        raise UnusableGroupName(NAME_TOO_LONG.format(most=LONGEST_NAME, number=len(written)))
    if not written:
        raise UnusableGroupName(NAME_EMPTY)
    try:
        return parse_group_name(written)
    except UnreadableCell as wrong:
        raise UnusableGroupName(wrong.advice) from wrong
