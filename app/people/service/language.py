"""The language that a person reads."""

from __future__ import annotations

from app.kernel.errors import Invalid
from app.people.models import Person

LANGUAGES = ("fr", "en")


class NoSuchLanguage(Invalid):
    """The pages do not exist in that language."""


def choose_language(person: Person, locale: str) -> None:
    """Use this language for `person` from now on, on every device."""
    if locale not in LANGUAGES:
        raise NoSuchLanguage(f"Choose among {', '.join(LANGUAGES)}.")
    person.locale = locale
