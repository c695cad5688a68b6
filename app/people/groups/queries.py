"""Reads of groups of the organisation: regions, sites and units."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.database import session
from app.people.models import Region, Site, Unit


def read_group_names_by_slug(group: type[Region | Site | Unit]) -> dict[str, str]:
    """The names of all regions, sites or units, by slug, in the order of their names; merged ones are left out."""
    rows = session().execute(select(group.slug, group.name).where(group.merged_into_id.is_(None)).order_by(group.name))
    return {row.slug: row.name for row in rows}
