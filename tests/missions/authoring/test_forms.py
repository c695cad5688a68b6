"""A form drawn from a schema: every kind of field, rows that grow and move, and nothing lost between the page and the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import marshmallow as ma
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import FieldError
from app.kernel.schema import JsonInt, Schema
from app.web.forms.controls import ControlType, FormChoice
from app.web.forms.form_fields import FormContext, FormField, build_form_fields
from app.web.forms.reading import move_or_remove_row, parse_posted_object


class Words(Schema):
    """A text in both languages."""

    fr = ma.fields.Str(required=True)
    en = ma.fields.Str(required=True)


class Question(Schema):
    """One question, as a quiz has them."""

    text = ma.fields.Nested(Words, required=True)
    answers = ma.fields.List(ma.fields.Nested(Words), required=True)
    right = JsonInt(required=True)
    is_shown = ma.fields.Bool(load_default=False)


class Everything(Schema):
    """One field of each sort."""

    name = ma.fields.Str(required=True, metadata={"label": {"fr": "Nom", "en": "Name"}})
    story = ma.fields.Str(metadata={"form": "text"})
    many = JsonInt(load_default=3)
    day = ma.fields.Date()
    moment = ma.fields.AwareDateTime()
    is_on = ma.fields.Bool(load_default=False)
    item = ma.fields.Str(validate=ma.validate.OneOf(["a", "b"]))
    one_of_many = ma.fields.Str(validate=ma.validate.OneOf([str(number) for number in range(9)]))
    some = ma.fields.List(ma.fields.Str(validate=ma.validate.OneOf(["x", "y"])))
    lines = ma.fields.List(ma.fields.Str())
    places = ma.fields.List(ma.fields.Str(), metadata={"form": "places"})
    both = ma.fields.Nested(Words)
    dict_of_both = ma.fields.Dict()
    inner = ma.fields.Nested(Schema.from_dict({"deep": JsonInt()}, name="Inner"))
    questions = ma.fields.List(ma.fields.Nested(Question))


SETTING = FormContext(choices={"places": (FormChoice("here", {"fr": "Ici", "en": "Here"}),)})
SAID: dict[str, object] = {
    "name": "Ada",
    "story": "Une\nhistoire",
    "many": 4,
    "day": "2026-01-05",
    "moment": "2026-01-05T09:00:00+01:00",
    "is_on": True,
    "item": "b",
    "one_of_many": "7",
    "some": ["x", "y"],
    "lines": ["un", "deux"],
    "places": ["here"],
    "both": {"fr": "Oui", "en": "Yes"},
    "dict_of_both": {"fr": "Non", "en": "No"},
    "inner": {"deep": 2},
    "questions": [
        {
            "text": {"fr": "Q", "en": "Q"},
            "answers": [{"fr": "1", "en": "1"}, {"fr": "2", "en": "2"}],
            "right": 1,
            "is_shown": True,
        },
        {"text": {"fr": "R", "en": "R"}, "answers": [{"fr": "3", "en": "3"}], "right": 0, "is_shown": False},
    ],
}


def filled_in(fields: Mapping[str, FormField]) -> dict[str, list[str]]:
    """What a browser would post of this form, left as it stands."""
    posted: dict[str, list[str]] = {}
    for field in _leaves(fields.values()):
        values = sorted(field.chosen) if field.control in CHOSEN else [field.value]
        posted.setdefault(field.name, []).extend(value for value in values if value or field.control not in CHOSEN)
    return posted


CHOSEN = (ControlType.SWITCH, ControlType.RADIOS, ControlType.CHECKS, ControlType.SELECT)


def _leaves(fields: object) -> Iterator[FormField]:
    assert hasattr(fields, "__iter__")
    for field in fields:
        inner = [*field.inner, *(item for row in field.rows for item in row)]
        yield from _leaves(inner) if inner else [field]


def test_each_sort_of_field_has_its_control() -> None:
    form = build_form_fields(Everything(), {}, SETTING)
    assert {name: field.control.value for name, field in form.items()} == {
        "name": "line",
        "story": "text",
        "many": "number",
        "day": "date",
        "moment": "moment",
        "is_on": "switch",
        "item": "radios",
        "one_of_many": "select",
        "some": "checks",
        "lines": "lines",
        "places": "checks",
        "both": "pair",
        "dict_of_both": "pair",
        "inner": "group",
        "questions": "rows",
    }
    assert form["name"].label == {"fr": "Nom", "en": "Name"}
    assert (form["name"].is_required, form["many"].value) == (True, "3")


def test_what_was_said_comes_back_from_the_page_as_it_was() -> None:
    assert (
        parse_posted_object(
            Everything(), filled_in(build_form_fields(Everything(), SAID, SETTING)), zone="Europe/Paris"
        )
        == SAID
    )


@given(
    st.fixed_dictionaries(
        {
            "name": st.text("abcé -", min_size=1).map(str.strip).filter(bool),
            "many": st.integers(-999, 999),
            "is_on": st.booleans(),
            "lines": st.lists(st.text("abc", min_size=1), min_size=1, max_size=4),
            "questions": st.lists(
                st.fixed_dictionaries(
                    {
                        "text": st.fixed_dictionaries(
                            {"fr": st.text("abc", min_size=1), "en": st.text("abc", min_size=1)}
                        ),
                        "right": st.integers(0, 9),
                        "is_shown": st.booleans(),
                    }
                ),
                min_size=1,
                max_size=3,
            ),
        }
    )
)
@pytest.mark.property
def test_whatever_was_said_survives_the_page(value: dict[str, object]) -> None:
    assert (
        parse_posted_object(
            Everything(), filled_in(build_form_fields(Everything(), value, SETTING)), zone="Europe/Paris"
        )
        == value
    )


def test_an_empty_form_says_nothing_but_what_is_switched_off() -> None:
    posted = filled_in(build_form_fields(Everything(), {"many": None}, SETTING))
    assert parse_posted_object(Everything(), posted, zone="Europe/Paris") == {"is_on": False}


def test_what_cannot_be_read_stays_as_it_was_typed() -> None:
    posted = {"many": ["beaucoup"], "moment": ["demain"], "day": ["lundi"]}
    value = parse_posted_object(Everything(), posted, zone="Europe/Paris")
    assert value == {"many": "beaucoup", "moment": "demain", "day": "lundi", "is_on": False}
    form = build_form_fields(Everything(), value, SETTING)
    assert [form[name].value for name in posted] == ["beaucoup", "demain", "lundi"]


def test_a_moment_is_told_and_read_in_the_hours_of_the_author() -> None:
    form = build_form_fields(Everything(), {"moment": "2026-07-01T10:00:00+00:00"}, FormContext(zone="Indian/Reunion"))
    assert form["moment"].value == "2026-07-01T14:00"
    value = parse_posted_object(Everything(), {"moment": ["2026-07-01T14:00"]}, zone="Indian/Reunion")
    assert value["moment"] == "2026-07-01T14:00:00+04:00"


def test_rows_have_one_blank_more_and_blank_ones_in_between_are_dropped() -> None:
    rows = build_form_fields(Everything(), {"questions": [{"right": 1}]}, SETTING)["questions"].rows
    assert [row[2].name for row in rows] == ["questions.0.right", "questions.1.right"]
    posted = {"questions.0.right": [""], "questions.2.right": ["5"], "questions.7.right": ["6"]}
    value = parse_posted_object(Everything(), posted, zone="Europe/Paris")
    assert value["questions"] == [{"right": 5, "is_shown": False}, {"right": 6, "is_shown": False}]


@pytest.mark.parametrize(
    ("command", "after"),
    [
        ("rows.1.up", ["b", "a", "c"]),
        ("rows.0.up", ["a", "b", "c"]),
        ("rows.1.down", ["a", "c", "b"]),
        ("rows.2.down", ["a", "b", "c"]),
        ("rows.1.remove", ["a", "c"]),
        ("rows.9.remove", ["a", "b", "c"]),
        ("nowhere.0.up", ["a", "b", "c"]),
        ("rows", ["a", "b", "c"]),
    ],
)
def test_rows_move_and_go_and_an_unknown_order_changes_nothing(command: str, after: list[str]) -> None:
    assert move_or_remove_row({"rows": ["a", "b", "c"]}, command)["rows"] == after
    assert move_or_remove_row({"in": {"rows": ["a", "b", "c"]}}, f"in.{command}")["in"] == {"rows": after}


def test_what_is_wrong_stands_at_its_field_however_deep() -> None:
    wrong = [
        FieldError("/name", "n"),
        FieldError("/some/1", "s"),
        FieldError("/both/en", "e"),
        FieldError("/questions/0/answers/1/fr", "q"),
    ]
    form = build_form_fields(Everything(), SAID, FormContext(errors=wrong))
    assert form["name"].errors == ("n",)
    assert form["some"].errors == ("s",)
    assert [side.errors for side in form["both"].inner] == [(), ("e",)]
    answers = form["questions"].rows[0][1]
    assert [field.errors for row in answers.rows for field in row] == [(), (), ("q",), (), (), ()]
    assert answers.rows[1][0].label == {"fr": "En français", "en": "In French"}


def test_a_choice_that_is_gone_is_still_shown_as_chosen() -> None:
    field = build_form_fields(Everything(), {"places": ["gone"]}, SETTING)["places"]
    assert [choice.value for choice in field.choices] == ["here", "gone"]
    assert field.chosen == {"gone"}
