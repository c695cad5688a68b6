"""Reads of regulations: their versions, and the words that a text needs beside the terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from app.journal.objects import find_object_titles
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.groups.queries import read_group_names_by_slug
from app.people.models import Region, Site, Unit
from app.people.policies.queries import list_policies
from app.people.policies.switches import SwitchableFeature
from app.points.rules.queries import list_rules_in_force
from missions.contests.models import ContestRegulation
from missions.contests.source import EVENTS, MISSION, RULE, label_mission
from missions.contests.terms import Words


class NoSuchRegulation(NotFound):
    """The contest has no such version of its regulation."""


def get_regulation(contest_id: int, version: int | None = None) -> ContestRegulation:
    """That version of the regulation, or the newest; NoSuchRegulation otherwise."""
    versions = select(ContestRegulation).where(ContestRegulation.contest_id == contest_id)
    wanted = versions.where(ContestRegulation.version == version) if version is not None else versions
    regulation = session().scalar(wanted.order_by(ContestRegulation.version.desc()).limit(1))
    if regulation is None:
        raise NoSuchRegulation("This contest has no such version of its rules.")
    return regulation


def list_regulations(contest_id: int) -> Sequence[ContestRegulation]:
    """Every version, the newest first."""
    versions = select(ContestRegulation).where(ContestRegulation.contest_id == contest_id)
    return session().scalars(versions.order_by(ContestRegulation.version.desc())).all()


def read_last_version(contest_id: int) -> int:
    """The number of the newest version, 0 where there is none."""
    versions = select(func.max(ContestRegulation.version)).where(ContestRegulation.contest_id == contest_id)
    return session().scalar(versions) or 0


def read_source_labels(sources: Collection[str]) -> dict[str, Words]:
    """The words of what scores, by its written name; what nobody knows any more is left out."""
    titles = find_object_titles([source for source in sources if source.startswith(MISSION)])
    missions = {source: label_mission(title) for source, title in titles.items()}
    rules = {f"{RULE}{rule.slug}": rule.sentence for rule in list_rules_in_force()}
    every = {**EVENTS, **missions, **rules}
    return {source: every[source] for source in sources if source in every}


def read_place_names() -> Mapping[str, Mapping[str, str]]:
    """The names of regions, sites and units, by field of an audience and slug."""
    return {
        "regions": read_group_names_by_slug(Region),
        "sites": read_group_names_by_slug(Site),
        "units": read_group_names_by_slug(Unit),
    }


def list_places_without_prizes() -> list[str]:
    """The names of the places where prizes are switched off now: regions, sites, units, or the company."""
    off = [policy for policy in list_policies() if policy.feature == SwitchableFeature.PRIZES and policy.until is None]
    return sorted(policy.place or current_settings().company for policy in off)
