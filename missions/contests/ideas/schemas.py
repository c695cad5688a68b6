"""The form of an idea: five fields, and a remark for each that does not do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.kernel.texts import N_

MAX_LENGTHS = {"title": 90, "problem": 600, "gesture": 1200, "result": 600}
MAX_MINUTES = 2400
"""The minutes of a working week."""

NEEDED = N_("Écrivez ici quelques mots.")
TOO_LONG = {
    90: N_("90 caractères au plus."),
    600: N_("600 caractères au plus."),
    1200: N_("1 200 caractères au plus."),
}
NOT_MINUTES = N_("Un nombre entier de minutes par semaine, de 0 à 2 400.")


@dataclass(frozen=True, kw_only=True)
class IdeaForm:
    """The fields as filled in."""

    texts: Mapping[str, str]
    minutes: str
    is_signed: bool

    def list_errors(self) -> dict[str, str | ErrorMessage]:
        """A message for each wrong field; empty if the card may be sent."""
        errors = {name: _find_text_error(self.texts[name], most) for name, most in MAX_LENGTHS.items()}
        errors["minutes"] = None if self._are_minutes_valid() else NOT_MINUTES
        return {name: error for name, error in errors.items() if error is not None}

    def _are_minutes_valid(self) -> bool:
        is_number = self.minutes.isascii() and self.minutes.isdecimal() and len(self.minutes) <= len(str(MAX_MINUTES))
        return is_number and int(self.minutes) <= MAX_MINUTES


EMPTY_FORM = IdeaForm(texts=dict.fromkeys(MAX_LENGTHS, ""), minutes="", is_signed=False)


def parse_idea_form(posted: Mapping[str, str]) -> IdeaForm:
    """The fields of a posted form; one that is missing is empty."""
    texts = {name: posted.get(name, "").replace("\r\n", "\n").strip() for name in MAX_LENGTHS}
    return IdeaForm(texts=texts, minutes=posted.get("minutes", "").strip(), is_signed="is_signed" in posted)


def _find_text_error(text: str, most: int) -> str | ErrorMessage | None:
    if not text:
        return NEEDED
    return TOO_LONG[most] if len(text) > most else find_hidden_sign(text)
