"""Badges go out in the programme file and come in again: nothing changes; what is wrong is told at its line."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.web.programme.entries import ImportEffect
from badges import queries as badges
from badges.grouping.service import BadgeGroupDraft, save_group
from badges.medal import ICON_NAMES, MedalColour, MedalShape
from badges.models import Badge, BadgeGiver, BadgeGroup, BadgeRequirement, BadgeVersion
from badges.service.give import set_badge_givers
from badges.service.publish import BadgeStepRefused, end_badge, publish_badge_draft
from badges.service.write import BadgeDraft, BadgeNeeded, BadgeText, delete_draft_or_unpublished_badge, save_badge_draft
from tests.examples import examples
from tests.forms import sign_in
from tests.makers import make_people
from tests.missions.authoring.forms import make_author, post_form, words_of
from tests.missions.authoring.test_round_trip import BOTH
from tests.programme_files import exported, fates, import_file, mistakes_of

BADGES = """badge_groups:
  - slug: entraide
    name: {fr: Entraide, en: Helping}
    place: 1
badges:
  - slug: couronne
    criterion: all-of
    name: {fr: Couronne, en: Crown}
    description: {fr: Deux aides., en: Two kinds of help.}
    settings:
      badges: [aide]
  - slug: aide
    criterion: given
    name: {fr: Aide, en: Help}
    description: {fr: Une aide., en: Some help.}
    group: entraide
    icon: bolt
    shape: round
givers:
  - slug: aide
    people: [%s]
"""


def make_file() -> str:
    """A good file, with the id of somebody of the directory."""
    (giver,) = make_people(1)
    return BADGES % session().get_one(Person, giver).external_id


def test_a_file_brings_drafts_and_the_same_file_changes_nothing_afterwards(app: Application) -> None:
    with transaction():
        file = make_file()
        assert set(fates(file).values()) == {ImportEffect.NEW}
        assert badges.find_badge("aide") is None
        assert import_file(file) == []
        before = exported()
        assert set(fates(file).values()) == {ImportEffect.UNCHANGED}
        assert import_file(file) == []
        assert exported() == before
        assert {badge.state for badge in session().scalars(select(Badge))} == {"draft"}
        assert import_file(file.replace("Une aide", "Une autre aide"), publishes=True) == []
        assert {badge.state for badge in session().scalars(select(Badge))} == {"published"}
        end_badge(badges.get_badge("aide"))
        assert mistakes_of(file)[0][:2] == (12, "badges[1].slug")


@pytest.mark.parametrize(
    ("before", "after", "line", "place", "detail"),
    [
        ("criterion: given", "criterion: luck", 13, "badges[1].criterion", "Must be one of"),
        ("icon: bolt", "icon: skull", 17, "badges[1].icon", "Must be one of"),
        ("shape: round", "shape: square", 18, "badges[1].shape", "Must be one of"),
        ("badges: [aide]", "badges: [gone]", 11, "badges[0].settings.badges[0]", "No badge is called gone."),
        ("badges: [aide]", "badges: [couronne]", 10, "badges[0].settings", "couronne → couronne"),
        ("badges: [aide]", "badges: 3", 11, "badges[0].settings.badges", "Not a valid list"),
        ("  - slug: aide\n    people", "  - slug: couronne\n    people", 20, "givers[0].slug", "given by hand"),
        ("people: [", "people: [nobody, ", 21, "givers[0].people", "this id: nobody"),
        ("group: entraide", "group: autre", 16, "badges[1].group", "No group is called autre."),
        ("place: 1", "place: first", 4, "badge_groups[0].place", "Not a valid integer"),
        ("fr: Aide, en", "fr: Aide, de", 14, "badges[1].name.en", "Missing data"),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_nothing_is_written(
    app: Application, before: str, after: str, line: int, place: str, detail: str
) -> None:
    with transaction():
        file = make_file()
        assert before in file
        wrong = mistakes_of(file.replace(before, after))
        assert (line, place) in [mistake[:2] for mistake in wrong]
        assert any(detail in mistake[2] for mistake in wrong)
        assert session().scalars(select(Badge)).all() == []


def test_a_badge_that_rests_on_a_draft_waits_for_its_publication(app: Application) -> None:
    with transaction():
        import_file(make_file())
        crown, help_given = badges.get_badge("couronne"), badges.get_badge("aide")
        with pytest.raises(BadgeStepRefused, match="aide"), session().begin_nested():
            publish_badge_draft(crown)
        with pytest.raises(BadgeNeeded, match="couronne"):
            delete_draft_or_unpublished_badge(help_given)
        publish_badge_draft(help_given)
        publish_badge_draft(crown)


CRITERIA = st.sampled_from(
    [
        ("activity-count", {"facts": ["post.created", "answer.accepted:counterpart"], "wanted": 3}),
        ("missions-completed", {"missions": ["a", "b"]}),
        ("pioneer", {"until": "2026-06-30"}),
        ("given", {}),
        ("all-of", {"badges": ["base"]}),
    ]
)
DRAFTS = st.builds(
    lambda criterion, name, description, drawing, months, group: BadgeDraft(
        criterion=criterion[0],
        settings=criterion[1],
        text=BadgeText(name=name, description=description, icon=drawing[0], shape=drawing[1], colour=drawing[2]),
        valid_months=months,
        group=group,
    ),
    CRITERIA,
    BOTH,
    BOTH,
    st.tuples(st.sampled_from(sorted(ICON_NAMES)), st.sampled_from(MedalShape), st.sampled_from(MedalColour)),
    st.none() | st.integers(1, 120),
    st.sampled_from([None, "later", "sooner"]),
)


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=examples(8),
)
@given(st.lists(DRAFTS, min_size=1, max_size=3))
@pytest.mark.property
def test_what_goes_to_another_company_is_exported_there_byte_for_byte(
    app: Application, drafts: list[BadgeDraft]
) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction():
        save_group("later", BadgeGroupDraft(drafts[0].text.name, 2))
        save_group("sooner", BadgeGroupDraft(drafts[0].text.description, 1))
        save_badge_draft("base", BadgeDraft(criterion="given", text=drafts[0].text))
        set_badge_givers(badges.get_badge("base"), make_people(2))
        for number, draft in enumerate(drafts):
            save_badge_draft(f"b-{number}", draft)
        file = exported()
        for table in (BadgeRequirement, BadgeGiver, BadgeVersion, Badge, BadgeGroup):
            session().execute(delete(table))
        session().expire_all()
        assert import_file(file) == []
        assert exported() == file
        raise Undone


def test_an_animator_neither_exports_nor_imports_who_gives_badges(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        file = make_file()
        import_file(file)
        animator, hr = make_author("animator"), make_author("hr")
    client = sign_in(bare_app.test_client(), animator)
    assert "givers" not in client.get("/hr/programme/export.yaml").text
    refused = post_form(client, "/hr/programme", {"text": file, "do": "check"})
    assert refused.status_code == 422
    assert "ligne 19 : givers Vous ne pouvez pas importer cette partie" in words_of(refused)
    client = sign_in(bare_app.test_client(), hr)
    assert "givers" in client.get("/hr/programme/export.yaml").text
    answer = post_form(client, "/hr/programme", {"text": file.replace("Une aide.", "Une main."), "do": "check"})
    assert "Aide aide badge changé" in words_of(answer)
    assert "Qui remet ce badge aide remise inchangé" in words_of(answer)
