"""Reads for HR's pages of rounds: the names of the places that an audience may have."""

from __future__ import annotations

from mentoring.programme.form import RegionSiteUnitNames
from mentoring.rounds import queries


def read_region_site_unit_names() -> RegionSiteUnitNames:
    """The names of all regions, sites and units, by slug."""
    return RegionSiteUnitNames(
        queries.read_region_names_by_slug(), queries.read_site_names_by_slug(), queries.read_unit_names_by_slug()
    )
