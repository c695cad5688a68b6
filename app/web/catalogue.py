"""The texts of the pages: French stands in the source, English in the catalogue beside this file."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Domain, get_locale

from app.web.typography import apply_french_typography

ENGLISH_CATALOGUE = Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"


class FrenchTexts:
    """The source strings, with French typography; zero and one are singular."""

    def ugettext(self, message: str) -> str:
        return apply_french_typography(message)

    def ungettext(self, singular: str, plural: str, number: float) -> str:
        return apply_french_typography(singular if abs(number) < 2 else plural)

    def upgettext(self, _context: str, message: str) -> str:
        return apply_french_typography(message)

    def unpgettext(self, _context: str, singular: str, plural: str, number: float) -> str:
        return self.ungettext(singular, plural, number)


@cache
def french_texts() -> FrenchTexts:
    """The French side, one for the whole process."""
    return FrenchTexts()


@cache
def english_texts() -> Translations:
    """The English side, compiled in memory from the committed catalogue, without a build step."""
    with ENGLISH_CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="en")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class TextDomain(Domain):  # type: ignore[misc]  # Flask-Babel is untyped
    """Gives Flask-Babel the texts in the language of the request."""

    def get_translations(self) -> FrenchTexts | Translations:
        locale = get_locale()
        return english_texts() if locale is not None and locale.language == "en" else french_texts()
