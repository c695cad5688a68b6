"""Error messages: English for machines, and in their own language for people who fill in a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

import marshmallow as ma
from flask import current_app, has_request_context


class ErrorMessage(str):
    """An English sentence that is shown in the reader's language; `french` is its French, unless the web floor has it.

    A message made by `format` keeps its template and values, so that the other language is filled in too.
    """

    __slots__ = ("french", "given", "template")
    french: str
    template: ErrorMessage | None
    given: Mapping[str, object]

    def __new__(
        cls,
        text: str,
        *,
        french: str = "",
        template: ErrorMessage | None = None,
        given: Mapping[str, object] | None = None,
    ) -> Self:
        made = super().__new__(cls, text)
        made.french, made.template, made.given = french, template, given or {}
        return made

    def format(self, *args: object, **given: object) -> ErrorMessage:
        """The sentence with its values filled in, in either language."""
        return ErrorMessage(self.english.format(*args, **given), template=self, given=given)

    @property
    def english(self) -> str:
        """The sentence for machines."""
        return super().__str__()

    def __str__(self) -> str:
        translate = current_app.extensions.get("translate_message") if has_request_context() else None
        return self.english if translate is None else str(translate(self))


def make_marshmallow_messages_translatable() -> None:
    """Turn marshmallow's sentences into ErrorMessages; before any schema is defined, because fields copy them."""
    for field_class in (ma.fields.Field, *_list_subclasses(ma.fields.Field)):
        _make_messages_translatable(field_class.__dict__.get("default_error_messages", {}))
    _make_messages_translatable(vars(ma.Schema)["_default_error_messages"])
    for rule in _list_subclasses(ma.validate.Validator):
        for name, text in vars(rule).copy().items():
            if isinstance(text, str) and "message" in name:
                setattr(rule, name, ErrorMessage(text))


def _make_messages_translatable(messages: dict[str, Any]) -> None:
    messages.update({key: ErrorMessage(text) for key, text in messages.items()})


def _list_subclasses(parent: type[Any]) -> Iterator[type[Any]]:
    for inner in parent.__subclasses__():
        yield inner
        yield from _list_subclasses(inner)
