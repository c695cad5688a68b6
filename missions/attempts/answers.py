"""Reads what a form sent for the things that a mission asks, and says what is missing or cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.kernel.errors import FieldError, Invalid
from missions.kind import Ask, Form, Words

Answers = Mapping[str, str]
Remarks = Mapping[str, Words]

DIGITS = 6
EMPTY = {"fr": "Répondez ici.", "en": "Answer here."}
NOT_CHOSEN = {"fr": "Choisissez une réponse.", "en": "Choose an answer."}
NO_LINK = {
    "fr": "Collez une adresse entière, qui commence par https://.",
    "en": "Paste a whole address, from https://.",
}
NO_CODE = {"fr": "Tapez les six chiffres.", "en": "Type the six digits."}


@dataclass(frozen=True)
class Kept:
    """What stays of an act, for its author and whoever reads it."""

    text: str | None
    link: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stays."""
        return self.text is None and self.link is None


class ToMend(Invalid):
    """Some answers do not do; `remarks` says why, by their names."""

    def __init__(self, remarks: Remarks) -> None:
        told = [FieldError(f"/{name}", words["en"]) for name, words in remarks.items()]
        super().__init__("Some answers do not do; see errors.", errors=told)
        self.remarks = remarks


def read(asks: Sequence[Ask], sent: Answers) -> Answers:
    """The answers, without the spaces around them; ToMend when one is missing, too long or cannot be."""
    answers = {ask.name: _clean(ask, sent.get(ask.name, "")) for ask in asks}
    remarks = {ask.name: remark for ask in asks if (remark := _remark(ask, answers[ask.name]))}
    if remarks:
        raise ToMend(remarks)
    return answers


def kept_of(asks: Sequence[Ask], answers: Answers) -> Kept:
    """What of these answers is kept: the text, and the address."""
    said = [(ask.form, answers[ask.name]) for ask in asks if ask.is_kept and answers[ask.name]]
    text = next((answer for form, answer in said if form is not Form.LINK), None)
    return Kept(text, next((answer for form, answer in said if form is Form.LINK), None))


def _clean(ask: Ask, text: str) -> str:
    return "".join(text.split()) if ask.form is Form.CODE else text.replace("\x00", "").strip()


def _remark(ask: Ask, answer: str) -> Words | None:
    if ask.form is Form.CHOICE:
        return None if answer in dict(ask.choices) else NOT_CHOSEN
    if not answer:
        return EMPTY if ask.is_required else None
    if ask.form is Form.CODE:
        return None if len(answer) == DIGITS and answer.isdecimal() and answer.isascii() else NO_CODE
    if len(answer) > ask.most:
        return {"fr": f"{ask.most} signes au plus.", "en": f"{ask.most} characters at most."}
    return NO_LINK if ask.form is Form.LINK and not _is_address(answer) else None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(letter.isspace() for letter in text)
