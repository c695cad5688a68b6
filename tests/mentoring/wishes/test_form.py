"""The form of wishes: what is typed comes back as it was, what it means is kept, and what is wrong is said at its field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.volunteers.terms import INTERESTS, LANGUAGES, Side, SkillLevel, VolunteerTerms
from mentoring.wishes.form import WishForm, WishRemark, form_from_terms, list_remarks, parse_form, terms_from_form
from mentoring.wishes.week import DAYS, HOURS, cells_in_slots, slots_from_cells

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
    assert terms_from_form(SENIOR).slots == ((0, 540, 660), (2, 840, 900))


@pytest.mark.property
@given(CELLS)
def test_the_boxes_of_a_week_and_its_stretches_say_the_same(cells: frozenset[tuple[int, int]]) -> None:
    assert cells_in_slots(slots_from_cells(cells)) == cells


@st.composite
def answers(draw: st.DrawFn) -> VolunteerTerms:
    """Whatever somebody may say."""
    side = draw(st.sampled_from(Side))
    is_senior = side is Side.SENIOR
    levels = st.integers(0, 4).flatmap(lambda low: st.tuples(st.just(low), st.integers(low + 1, 5)))
    skills = draw(st.dictionaries(st.sampled_from(OFFERED), levels, min_size=1))
    return VolunteerTerms(
        side=side,
        languages=tuple(value for value in LANGUAGES if draw(st.booleans())) or ("fr",),
        slots=tuple((day, start, end) for day, start, end in slots_from_cells(draw(CELLS))),
        skills={
            slug: SkillLevel(level=low, wanted=high) if is_senior else SkillLevel(level=high)
            for slug, (low, high) in skills.items()
        },
        remote=draw(st.booleans()),
        interests=tuple(sorted(draw(st.frozensets(st.sampled_from(sorted(INTERESTS)))))),
        hopes=draw(TEXTS),
        capacity=1 if is_senior else draw(st.integers(1, 3)),
        avoids=tuple(dict.fromkeys(draw(st.lists(TEXTS, max_size=4)))),
    )


@pytest.mark.property
@given(answers())
def test_what_was_said_fills_the_form_in_and_means_the_same_again(terms: VolunteerTerms) -> None:
    form = form_from_terms(terms)
    assert list_remarks(form, OFFERED) == {}
    assert terms_from_form(form) == terms


@pytest.mark.parametrize(
    ("form", "remarks"),
    [
        (replace(SENIOR, side="both"), {"side": WishRemark.CHOOSE}),
        (replace(SENIOR, wanted={}), {"skills": WishRemark.NO_WISH}),
        (replace(JUNIOR, levels={"linkedin": "0"}), {"skills": WishRemark.NO_OFFER}),
        (replace(SENIOR, wanted={"linkedin": "1"}), {"skill.linkedin": WishRemark.NOT_HIGHER}),
        (replace(SENIOR, wanted={"linkedin": "6"}), {"skill.linkedin": WishRemark.CHOOSE}),
        (replace(JUNIOR, levels={"cobol": "3"}), {"skills": WishRemark.NOT_LISTED}),
        (replace(SENIOR, languages=()), {"languages": WishRemark.NO_LANGUAGE}),
        (replace(SENIOR, languages=("fr", "xx")), {"languages": WishRemark.CHOOSE}),
        (replace(SENIOR, slots=frozenset()), {"slots": WishRemark.NO_SLOT}),
        (replace(SENIOR, slots=frozenset({"6-3"})), {"slots": WishRemark.CHOOSE}),
        (replace(SENIOR, place="moon"), {"place": WishRemark.CHOOSE}),
        (replace(JUNIOR, capacity="9"), {"capacity": WishRemark.CHOOSE}),
        (replace(SENIOR, hopes=""), {"hopes": WishRemark.NO_HOPES}),
        (replace(SENIOR, hopes="x" * 301), {"hopes": WishRemark.LONG}),
        (replace(SENIOR, hopes="\u202eà l’envers"), {"hopes": WishRemark.UNREADABLE}),
        (replace(SENIOR, interests=frozenset({"politics"})), {"interests": WishRemark.CHOOSE}),
        (replace(SENIOR, avoids="\n".join(map(str, range(31)))), {"avoids": WishRemark.MANY}),
        (replace(SENIOR, suggestion="x" * 61), {"suggestion": WishRemark.LONG}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(form: WishForm, remarks: dict[str, WishRemark]) -> None:
    assert list_remarks(form, OFFERED) == remarks


def test_a_form_without_anything_in_it_is_read_and_remarked_upon() -> None:
    assert set(list_remarks(parse_form({}), OFFERED)) == {"side", "skills", "languages", "slots", "place", "hopes"}
