"""The form of wishes: what is typed comes back as it was, what it means is kept, and what is wrong is said at its field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.volunteers.terms import INTERESTS, LANGUAGES, Level, Side, Terms
from mentoring.wishes.form import Remark, Said, read_said, remarks_of, said_of, terms_of
from mentoring.wishes.week import DAYS, HOURS, cells_of, stretches

OFFERED = ("linkedin", "power-bi", "watch")
SENIOR = Said(
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
    assert terms_of(SENIOR).slots == ((0, 540, 660), (2, 840, 900))


@pytest.mark.property
@given(CELLS)
def test_the_boxes_of_a_week_and_its_stretches_say_the_same(cells: frozenset[tuple[int, int]]) -> None:
    assert cells_of(stretches(cells)) == cells


@st.composite
def answers(draw: st.DrawFn) -> Terms:
    """Whatever somebody may say."""
    side = draw(st.sampled_from(Side))
    is_senior = side is Side.SENIOR
    levels = st.integers(0, 4).flatmap(lambda low: st.tuples(st.just(low), st.integers(low + 1, 5)))
    skills = draw(st.dictionaries(st.sampled_from(OFFERED), levels, min_size=1))
    return Terms(
        side=side,
        languages=tuple(one for one in LANGUAGES if draw(st.booleans())) or ("fr",),
        slots=tuple((day, start, end) for day, start, end in stretches(draw(CELLS))),
        skills={
            slug: Level(level=low, wanted=high) if is_senior else Level(level=high)
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
def test_what_was_said_fills_the_form_in_and_means_the_same_again(terms: Terms) -> None:
    said = said_of(terms)
    assert remarks_of(said, OFFERED) == {}
    assert terms_of(said) == terms


@pytest.mark.parametrize(
    ("said", "remarks"),
    [
        (replace(SENIOR, side="both"), {"side": Remark.CHOOSE}),
        (replace(SENIOR, wanted={}), {"skills": Remark.NO_WISH}),
        (replace(JUNIOR, levels={"linkedin": "0"}), {"skills": Remark.NO_OFFER}),
        (replace(SENIOR, wanted={"linkedin": "1"}), {"skill.linkedin": Remark.NOT_HIGHER}),
        (replace(SENIOR, wanted={"linkedin": "6"}), {"skill.linkedin": Remark.CHOOSE}),
        (replace(JUNIOR, levels={"cobol": "3"}), {"skills": Remark.NOT_LISTED}),
        (replace(SENIOR, languages=()), {"languages": Remark.NO_LANGUAGE}),
        (replace(SENIOR, languages=("fr", "xx")), {"languages": Remark.CHOOSE}),
        (replace(SENIOR, slots=frozenset()), {"slots": Remark.NO_SLOT}),
        (replace(SENIOR, slots=frozenset({"6-3"})), {"slots": Remark.CHOOSE}),
        (replace(SENIOR, place="moon"), {"place": Remark.CHOOSE}),
        (replace(JUNIOR, capacity="9"), {"capacity": Remark.CHOOSE}),
        (replace(SENIOR, hopes=""), {"hopes": Remark.NO_HOPES}),
        (replace(SENIOR, hopes="x" * 301), {"hopes": Remark.LONG}),
        (replace(SENIOR, hopes="\u202eà l’envers"), {"hopes": Remark.UNREADABLE}),
        (replace(SENIOR, interests=frozenset({"politics"})), {"interests": Remark.CHOOSE}),
        (replace(SENIOR, avoids="\n".join(map(str, range(31)))), {"avoids": Remark.MANY}),
        (replace(SENIOR, suggestion="x" * 61), {"suggestion": Remark.LONG}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(said: Said, remarks: dict[str, Remark]) -> None:
    assert remarks_of(said, OFFERED) == remarks


def test_a_form_without_anything_in_it_is_read_and_remarked_upon() -> None:
    assert set(remarks_of(read_said({}), OFFERED)) == {"side", "skills", "languages", "slots", "place", "hopes"}
