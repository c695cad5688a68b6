"""Sentences that say what is wrong: English for machines, and told in their own language to people who fill in a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

import marshmallow as ma
from flask import current_app, has_request_context


class ErrorMessage(str):
    """An English sentence that becomes the reader's own when it is shown; `french` is its French, unless the house knows it.

    Filled in by `format`, it remembers with what, so that the other language is filled in too.
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
        """The sentence with its blanks filled in, in whichever language it is shown."""
        return ErrorMessage(self.english.format(*args, **given), template=self, given=given)

    @property
    def english(self) -> str:
        """What machines are told."""
        return super().__str__()

    def __str__(self) -> str:
        tell = current_app.extensions.get("tell_message") if has_request_context() else None
        return self.english if tell is None else str(tell(self))


def translate_marshmallow_messages() -> None:
    """Turn marshmallow's own sentences into Messages; before any schema is written, for its fields copy them."""
    for known in (ma.fields.Field, *_list_subclasses(ma.fields.Field)):
        _replace_messages(known.__dict__.get("default_error_messages", {}))
    _replace_messages(vars(ma.Schema)["_default_error_messages"])
    for rule in _list_subclasses(ma.validate.Validator):
        for name, text in vars(rule).copy().items():
            if isinstance(text, str) and "message" in name:
                setattr(rule, name, ErrorMessage(text))


def _replace_messages(messages: dict[str, Any]) -> None:
    messages.update({key: ErrorMessage(text) for key, text in messages.items()})


def _list_subclasses(known: type[Any]) -> Iterator[type[Any]]:
    for inner in known.__subclasses__():
        yield inner
        yield from _list_subclasses(inner)
