"""Regions, sites and units of a file: renamed or moved as somebody answers, spelled as the file spells them, in a zone that somebody names."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.kernel.database import session
from app.people.directory import report
from app.people.directory.answers import parse_renames, parse_time_zones
from app.people.directory.outcome import ImportOptions, ImportOutcome
from app.people.directory.queries import read_directory
from app.people.directory.service.imports import apply_import
from app.people.models import Person, Site, Unit
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file

pytestmark = pytest.mark.usefixtures("inside")

TEAM = (ADA | {"unit": "Relation sociétaires"}, BEN | {"unit": "Relation sociétaires"}, CHLOE)
RENAMED = (ADA | {"unit": "Relation clients"}, BEN | {"unit": "Relation clients"}, CHLOE)


def import_file(*people: dict[str, str], renamed: str = "", moved: str = "", departures: bool = False) -> ImportOutcome:
    renames = parse_renames([renamed] if renamed else [], [moved] if moved else [])
    options = ImportOptions(time_zones=EVERYWHERE, renames=renames, departures=departures)
    return apply_import(people_file(*people), options)


def list_sentences(reading: ImportOutcome) -> list[str]:
    assert reading.plan is not None, list(map(str, reading.problems))
    return list(map(str, [*report.describe_plan(reading.plan), *report.describe_questions(reading.plan)]))


def unit_of(external_id: str) -> Unit:
    return (
        session()
        .scalars(select(Unit).join(Person, Person.unit_id == Unit.id).where(Person.external_id == external_id))
        .one()
    )


def test_everybody_of_a_unit_in_a_new_one_is_a_question_and_nothing_is_written_before_its_answer() -> None:
    import_file(*TEAM)
    reading = import_file(*RENAMED)
    assert list_sentences(reading)[-2].startswith(
        "The 2 people of Relation sociétaires (unit) are all in Relation clients, which is new. Was it renamed"
    )
    assert unit_of("ada").name == "Relation sociétaires"


def test_a_renamed_unit_keeps_its_number_and_files_may_use_both_names() -> None:
    import_file(*TEAM)
    unit_id = unit_of("ada").id
    assert (
        "Renamed, with their points, boards and audiences: 1 (Relation sociétaires → Relation clients)"
        in list_sentences(import_file(*RENAMED, renamed="Relation sociétaires"))
    )
    session().expire_all()
    assert (unit_of("ada").id, unit_of("ada").name, unit_of("ada").slug) == (
        unit_id,
        "Relation clients",
        "relation-societaires",
    )
    assert list_sentences(import_file(*RENAMED)) == ["The directory says all of this already."]
    assert list_sentences(import_file(*TEAM)) == ["The directory says all of this already."]


def test_people_who_moved_are_in_a_new_unit() -> None:
    import_file(*TEAM)
    before = unit_of("ada").id
    sentences = list_sentences(import_file(*RENAMED, moved="unit:Relation sociétaires"))
    assert "New units: 1 (Relation clients)" in sentences
    assert any(sentence.startswith("Left without anybody: 1 (Relation sociétaires)") for sentence in sentences)
    assert unit_of("ada").id != before


def test_a_part_of_a_unit_that_moves_is_no_question() -> None:
    import_file(*TEAM)
    assert "New units: 1 (Relation clients)" in list_sentences(import_file(RENAMED[0], TEAM[1]))
    import_file(*TEAM)
    assert "New units" not in list_sentences(import_file(RENAMED[0]))[0], "Ben is not in the file, and stays."


def test_a_site_and_a_region_may_be_renamed_too() -> None:
    import_file(*TEAM)
    people = [person | {"site": "Nantes Gare", "region": "Ouest"} for person in TEAM]
    assert len(list_sentences(import_file(*people))) > 2
    sentences = list_sentences(
        apply_import(people_file(*people), ImportOptions(renames=parse_renames(["Nantes", "region:Grand Ouest"], [])))
    )
    assert sentences == [
        "Renamed, with their points, boards and audiences: 2 (Nantes → Nantes Gare, Grand Ouest → Ouest)"
    ]
    assert [site.name for site in session().scalars(select(Site).execution_options(populate_existing=True))] == [
        "Nantes Gare"
    ]


def test_a_name_follows_the_file_when_only_its_spelling_changes() -> None:
    import_file(ADA | {"unit": "AGENCES"})
    assert list_sentences(import_file(ADA)) == ["Names written otherwise: 1 (AGENCES → Agences)"]
    session().expire_all()
    assert unit_of("ada").name == "Agences"


def test_names_that_fall_together_are_said() -> None:
    people = (ADA | {"unit": "Équipe C++"}, BEN | {"unit": "Équipe C#"}, CHLOE | {"unit": "EQUIPE-C"})
    assert (
        "Read as one unit: Équipe C++, Équipe C#, EQUIPE-C. If they are different, let their names differ by a letter or a figure."
        in list_sentences(import_file(*people))
    )
    same = (ADA | {"unit": "Île de France"}, BEN | {"unit": "ILE-DE-FRANCE"})
    assert not any("Read as one" in sentence for sentence in list_sentences(import_file(*same)))


def test_a_new_site_without_a_time_zone_is_asked_for() -> None:
    reading = apply_import(people_file(ADA))
    assert list_sentences(reading)[-1].startswith("Which time zone has the new site Nantes?")
    assert session().scalars(select(Site)).all() == []
    apply_import(
        people_file(ADA), ImportOptions(time_zones=parse_time_zones(["Europe/Paris", "nantes=Indian/Reunion"]))
    )
    assert session().scalars(select(Site)).one().time_zone == "Indian/Reunion"


def test_a_site_that_exists_needs_neither_region_nor_zone_and_a_new_one_needs_a_region() -> None:
    import_file(ADA)
    without = {name: value for name, value in BEN.items() if name != "region"}
    assert import_file(without).problems == ()
    (problem,) = import_file(without | {"site": "Rennes"}).problems
    assert str(problem).startswith("line 2, region: Rennes is new: name its region in a column")


def test_names_on_networks_are_kept_by_the_import() -> None:
    people = [ADA | {"account:rse": "U-1"}, BEN | {"account:rse": ""}]
    columns = [*ADA, "account:rse"]
    content = "\n".join(
        [";".join(columns), *(";".join(person[name] for name in columns) for person in people)]
    ).encode()
    options = ImportOptions(time_zones=EVERYWHERE)
    assert "Names on networks: 1 (u-1 (rse))" in list_sentences(apply_import(content, options))
    assert read_directory().accounts == {("rse", "u-1"): "ada"}
    assert list_sentences(apply_import(content, options)) == ["The directory says all of this already."]
