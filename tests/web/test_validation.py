"""What marshmallow says is told in the reader's language on pages, and in English to machines."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import marshmallow as ma
import orjson
import pytest

from app.kernel.application import Application
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonInt, Schema, flatten_field_errors
from app.web.validation import FRENCH_SENTENCES


class Asked(Schema):
    """A few fields that can be wrong."""

    number = JsonInt(required=True, validate=ma.validate.Range(1, 3))
    word = ma.fields.Str(validate=ma.validate.Length(max=2))
    pick = ma.fields.List(ma.fields.Str(validate=ma.validate.OneOf(["x", "y"])))


def errors_of(raw: dict[str, object]) -> dict[str, str]:
    try:
        Asked().load(raw)
    except ma.ValidationError as wrong:
        return {error.pointer: error.detail for error in flatten_field_errors(wrong.messages)}
    return {}


def sentences() -> Iterator[str]:
    """Every sentence that marshmallow may say of its own."""
    for field in _below(ma.fields.Field):
        yield from field.__dict__.get("default_error_messages", {}).values()
    yield from Asked().error_messages.values()
    for rule in _below(ma.validate.Validator):
        yield from (text for name, text in vars(rule).items() if "message" in name and isinstance(text, str))


def _below(parent: type[object]) -> Iterator[type[object]]:
    for inner in parent.__subclasses__():
        if inner.__module__.startswith("marshmallow"):
            yield inner
            yield from _below(inner)


WRONG: dict[str, object] = {"number": 9, "word": "long", "pick": ["z"], "more": 1}


def test_every_sentence_of_marshmallow_has_its_french() -> None:
    texts = {str(sentence) for sentence in sentences()}
    assert texts <= FRENCH_SENTENCES.keys()
    assert all(isinstance(sentence, ErrorMessage) for sentence in sentences())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fr",
            {
                "/number": "Il faut un nombre supérieur ou égal à 1 et inférieur ou égal à 3.",
                "/word": "C’est trop long\u00a0: 2 au plus.",
                "/pick/0": "Choisissez parmi\u00a0: x, y.",
                "/more": "Ce nom est inconnu ici.",
            },
        ),
        (
            "en",
            {
                "/number": "This takes a number greater than or equal to 1 and less than or equal to 3.",
                "/word": "This is too long: at most 2.",
                "/pick/0": "Choose one of: x, y.",
                "/more": "This name is not known here.",
            },
        ),
    ],
)
def test_people_are_told_in_their_language(app: Application, language: str, expected: dict[str, str]) -> None:
    with app.test_request_context("/hr/missions", headers={"Accept": "text/html", "Accept-Language": language}):
        assert errors_of(WRONG) == expected


def test_machines_are_told_in_english_whatever_they_accept(app: Application) -> None:
    with app.test_request_context("/api/v1/x", headers={"Accept-Language": "fr"}):
        assert errors_of({"number": 9}) == {
            "/number": "Must be greater than or equal to 1 and less than or equal to 3."
        }
    assert errors_of({}) == {"/number": "Missing data for required field."}


@pytest.mark.parametrize(("language", "expected"), [("fr", "Trop\u00a0: c’est trop."), ("en", "Too many.")])
def test_a_sentence_of_our_own_is_told_in_both_and_survives_a_copy(
    app: Application, language: str, expected: str
) -> None:
    sentence = copy.deepcopy(ErrorMessage("Too many.", french="Trop : c’est trop."))
    assert orjson.dumps({"detail": sentence}) == b'{"detail":"Too many."}'
    with app.test_request_context("/x", headers={"Accept": "text/html", "Accept-Language": language}):
        assert str(sentence) == expected
