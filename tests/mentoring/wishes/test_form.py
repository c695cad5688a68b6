"""The form of wishes: what is typed comes back as it was, what it means is kept, and what is wrong is said at its field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.volunteers.preferences import (
    DAYS,
    HOURS,
    INTERESTS,
    LANGUAGES,
    PresentAndWantedLevel,
    VolunteerPreferences,
    VolunteerSide,
)
from mentoring.wishes.form import (
    WishFieldRemark,
    WishForm,
    encode_form,
    form_from_preferences,
    list_field_remarks,
    parse_form,
    preferences_from_form,
)
from mentoring.wishes.steps import STEPS
from mentoring.wishes.week import (
    are_whole_half_days,
    cells_in_slots,
    list_whole_half_days,
    slots_from_cells,
)

OFFERED = ("linkedin", "power-bi", "watch")
SENIOR = WishForm(
    side="senior",
    levels={"linkedin": "1", "power-bi": "0"},
    wanted={"linkedin": "3"},
    languages=("fr",),
    slots=frozenset({"0-9", "0-10", "2-14"}),
    hopes="Oser publier.",
)
JUNIOR = replace(SENIOR, side="junior", levels={"linkedin": "4"}, wanted={}, capacity="2")
CELLS = st.frozensets(st.tuples(st.sampled_from(DAYS), st.sampled_from(HOURS)), min_size=1)
TEXTS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


def test_hours_that_follow_each_other_are_one_stretch() -> None:
    assert preferences_from_form(SENIOR).slots == ((0, 540, 660), (2, 840, 900))


@pytest.mark.property
@given(CELLS)
def test_the_boxes_of_a_week_and_its_stretches_say_the_same(cells: frozenset[tuple[int, int]]) -> None:
    assert cells_in_slots(slots_from_cells(cells)) == cells


ABSENCES = st.tuples(st.dates(), st.dates()).map(lambda days: (min(days), max(days)))


@st.composite
def answers(draw: st.DrawFn) -> VolunteerPreferences:
    """Whatever somebody may say."""
    side = draw(st.sampled_from(VolunteerSide))
    is_senior = side is VolunteerSide.SENIOR
    levels = st.integers(0, 4).flatmap(lambda low: st.tuples(st.just(low), st.integers(low + 1, 5)))
    skills = draw(st.dictionaries(st.sampled_from(OFFERED), levels, min_size=1))
    return VolunteerPreferences(
        side=side,
        languages=tuple(value for value in LANGUAGES if draw(st.booleans())) or ("fr",),
        slots=tuple((day, start, end) for day, start, end in slots_from_cells(draw(CELLS))),
        skills={
            slug: PresentAndWantedLevel(level=low, wanted=high) if is_senior else PresentAndWantedLevel(level=high)
            for slug, (low, high) in skills.items()
        },
        remote=draw(st.booleans()),
        away=tuple(sorted(draw(st.lists(ABSENCES, max_size=3)))),
        interests=tuple(sorted(draw(st.frozensets(st.sampled_from(sorted(INTERESTS)))))),
        hopes=draw(TEXTS),
        capacity=1 if is_senior else draw(st.integers(1, 3)),
        avoids=tuple(dict.fromkeys(draw(st.lists(TEXTS, max_size=4)))),
    )


@pytest.mark.property
@given(answers())
def test_what_was_said_fills_the_form_in_and_means_the_same_again(terms: VolunteerPreferences) -> None:
    form = form_from_preferences(terms)
    assert list_field_remarks(form, OFFERED) == {}
    assert preferences_from_form(form) == terms
    assert parse_form(encode_form(form)) == form


@pytest.mark.parametrize(
    ("form", "remarks"),
    [
        (replace(SENIOR, side="both"), {"side": WishFieldRemark.CHOOSE}),
        (replace(SENIOR, wanted={}), {"skills": WishFieldRemark.NO_WISH}),
        (replace(JUNIOR, levels={"linkedin": "0"}), {"skills": WishFieldRemark.NO_OFFER}),
        (replace(SENIOR, wanted={"linkedin": "1"}), {"skill.linkedin": WishFieldRemark.NOT_HIGHER}),
        (replace(SENIOR, wanted={"linkedin": "6"}), {"skill.linkedin": WishFieldRemark.CHOOSE}),
        (replace(JUNIOR, levels={"cobol": "3"}), {"skills": WishFieldRemark.NOT_LISTED}),
        (replace(SENIOR, languages=()), {"languages": WishFieldRemark.NO_LANGUAGE}),
        (replace(SENIOR, languages=("fr", "xx")), {"languages": WishFieldRemark.CHOOSE}),
        (replace(SENIOR, slots=frozenset()), {"slots": WishFieldRemark.NO_SLOT}),
        (replace(SENIOR, slots=frozenset({"6-3"})), {"slots": WishFieldRemark.CHOOSE}),
        (replace(SENIOR, away=(("2026-08-01", ""),)), {"away": WishFieldRemark.DAYS}),
        (replace(SENIOR, away=(("2026-08-31", "2026-08-01"),)), {"away": WishFieldRemark.DAYS}),
        (replace(SENIOR, away=(("august", "2026-08-31"),)), {"away": WishFieldRemark.DAYS}),
        (replace(SENIOR, away=(("2026-08-01", "2026-08-02"),) * 4), {"away": WishFieldRemark.DAYS}),
        (replace(SENIOR, place="moon"), {"place": WishFieldRemark.CHOOSE}),
        (replace(JUNIOR, capacity="9"), {"capacity": WishFieldRemark.CHOOSE}),
        (replace(SENIOR, hopes=""), {"hopes": WishFieldRemark.NO_HOPES}),
        (replace(SENIOR, hopes="x" * 301), {"hopes": WishFieldRemark.LONG}),
        (
            replace(SENIOR, hopes="👩‍💻\u202eà l’envers"),
            {"hopes": "Line 1, character 4: U+202E (mark of writing direction) cannot be shown. Remove it."},
        ),
        (replace(SENIOR, interests=frozenset({"politics"})), {"interests": WishFieldRemark.CHOOSE}),
        (replace(SENIOR, avoids="\n".join(map(str, range(31)))), {"avoids": WishFieldRemark.MANY}),
        (replace(SENIOR, suggestion="x" * 61), {"suggestion": WishFieldRemark.LONG}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(form: WishForm, remarks: dict[str, WishFieldRemark]) -> None:
    assert list_field_remarks(form, OFFERED) == remarks


def test_a_form_without_anything_in_it_is_read_and_remarked_upon() -> None:
    assert set(list_field_remarks(parse_form({}), OFFERED)) == {
        "side",
        "skills",
        "languages",
        "slots",
        "place",
        "hopes",
    }


def test_every_answer_is_asked_at_one_step() -> None:
    names = [name for of_step in STEPS.fields_by_step.values() for name in of_step]
    assert len(names) == len(set(names))
    posted = encode_form(SENIOR) | encode_form(JUNIOR) | list_field_remarks(parse_form({}), OFFERED)
    assert {name.partition(".")[0] for name in posted} <= set(names)


def test_a_half_day_is_its_hours_and_a_day_part_that_is_none_is_remarked_upon() -> None:
    form = parse_form({"half_days": ["0-noon"], "slots": ["1-9"]})
    assert form.slots == {"0-12", "0-13", "1-9"}
    assert list_whole_half_days(form.slots) == {"0-noon"}
    assert not are_whole_half_days(form.slots)
    wrong = parse_form({"half_days": ["0-night"]})
    assert list_field_remarks(wrong, OFFERED)["slots"] is WishFieldRemark.CHOOSE
