"""A group that is renamed or merged keeps its people, its points and its audiences."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select, text

from app.kernel.database import session
from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from app.people import queries
from app.people.commands import people_commands
from app.people.directory.entries import DirectoryGroup
from app.people.directory.outcome import ImportOptions
from app.people.directory.queries import list_groups, read_directory
from app.people.directory.service.groups import merge_groups, rename_named_group
from app.people.directory.service.imports import apply_import
from app.people.models import Person, Region, Unit
from app.people.policies.queries import list_features_off_for_person
from app.people.policies.service import PolicyPlace, switch_feature_off
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.points.models import LedgerEntry
from missions.models import MissionVersion
from missions.service.publish import create_and_publish_mission
from tests.makers import make_mission_draft
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file
from tests.points.makers import unit_balance_of

OLD, NEW = "Relation sociétaires", "Relation clients"
JOINED = {"joined_on": "2026-02-02"}


@pytest.fixture
def company(app: Flask) -> Flask:
    """Two people in one unit, who take part, and one in another."""
    people = (ADA | JOINED | {"unit": OLD}, BEN | JOINED | {"unit": OLD}, CHLOE | JOINED | {"unit": NEW})
    with transaction():
        apply_import(people_file(*people), ImportOptions(time_zones=EVERYWHERE))
    return app


def unit_named(slug: str) -> Unit:
    return session().scalars(select(Unit).where(Unit.slug == slug)).one()


def run(*arguments: str) -> str:
    return CliRunner().invoke(people_commands, ["groups", *arguments]).output


def test_a_merge_is_shown_first_and_moves_people_and_names(company: Flask) -> None:
    assert "People of “Relation sociétaires” who move to “Relation clients”: 2" in run("merge", "unit", OLD, NEW)
    with transaction():
        assert [row[1:] for row in list_groups(DirectoryGroup.UNIT)] == [(NEW, 1), (OLD, 2)]
    assert "Written." in run("merge", "unit", OLD, NEW, "--apply")
    with transaction():
        assert [row[1:] for row in list_groups(DirectoryGroup.UNIT)] == [(NEW, 3)]
        assert unit_named("relation-societaires").merged_into_id == unit_named("relation-clients").id
        same = apply_import(people_file(ADA | {"unit": OLD}), ImportOptions(time_zones=EVERYWHERE))
        assert same.plan is not None
        assert same.plan.is_empty, "A file that still uses the old name finds the unit."
    assert "Error: These are two names of one group." in run("merge", "unit", OLD, NEW)
    assert "Error: No unit is called Nowhere." in run("merge", "unit", "Nowhere", NEW)


def test_the_points_of_a_merged_unit_are_those_of_the_other(company: Flask) -> None:
    with transaction():
        old, new = unit_named("relation-societaires").id, unit_named("relation-clients").id
        session().execute(
            text("insert into unit_balance (unit_id, points) values (:old, 40), (:new, 2)"), {"old": old, "new": new}
        )
        merge_groups(DirectoryGroup.UNIT, OLD, NEW)
        assert (unit_balance_of(old), unit_balance_of(new)) == (0, 42)
        assert session().scalars(select(LedgerEntry).where(LedgerEntry.unit_id == old)).all() == []


def test_audiences_of_a_merged_group_reach_the_other_one(company: Flask) -> None:
    with transaction():
        draft = make_mission_draft()
        create_and_publish_mission("for-old", draft)
        version = session().scalars(select(MissionVersion)).one()
        version.audience = {"units": ["relation-societaires", "relation-clients"], "languages": ["fr"]}
        session().flush()
        merge_groups(DirectoryGroup.UNIT, OLD, NEW)
        session().expire_all()
        assert session().scalars(select(MissionVersion)).one().audience == {
            "units": ["relation-clients"],
            "languages": ["fr"],
        }


def test_what_was_off_for_a_merged_group_alone_is_on_again(company: Flask) -> None:
    with transaction():
        place = PolicyPlace(PolicyScope.UNIT, unit_named("relation-societaires").id)
        ada = session().scalars(select(Person).where(Person.external_id == "ada")).one().id
        switch_feature_off(SwitchableFeature.POINTS, place, reason="Accord", by_id=ada)
        session().flush()
        merge_groups(DirectoryGroup.UNIT, OLD, NEW)
    with transaction():
        assert list_features_off_for_person(ada) == frozenset()


def test_sites_and_regions_merge_too(company: Flask) -> None:
    with transaction():
        more = BEN | {"site": "Rennes", "region": "Ouest", "unit": OLD}
        options = ImportOptions(time_zones={"": "Indian/Reunion"})
        assert apply_import(people_file(more), options).problems == ()
    assert "They have two time zones" in run("merge", "site", "Rennes", "Nantes")
    with transaction():
        merge_groups(DirectoryGroup.SITE, "Rennes", "Nantes")
        merge_groups(DirectoryGroup.REGION, "Ouest", "Grand Ouest")
        assert [site.name for site in queries.list_sites()] == ["Nantes"]
        assert {person.entry.site for person in read_directory().people.values()} == {"nantes"}
        west = session().scalars(select(Region).where(Region.slug == "grand-ouest")).one()
        assert west.spellings == ["ouest"]


def test_a_renamed_group_keeps_its_slug_and_a_taken_name_is_refused(company: Flask) -> None:
    assert "is called Sociétaires et clients" in run("rename", "unit", OLD, "Sociétaires et clients")
    with transaction():
        assert unit_named("relation-societaires").name == "Sociétaires et clients"
        with pytest.raises(ServiceError, match="Relation clients is there already"):
            rename_named_group(DirectoryGroup.UNIT, OLD, NEW)
        with pytest.raises(ServiceError, match="neither a letter nor a figure"):
            rename_named_group(DirectoryGroup.UNIT, OLD, "--")
    assert "2  Sociétaires et clients" in run("list", "unit")
