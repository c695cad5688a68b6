"""Reads and checks the answers to the questions of a mission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.kernel.errors import FieldError, Invalid
from app.kernel.signs import find_hidden_sign
from missions.kind import InputType, Question, Words

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
class KeptAnswers:
    """The part of the answers that is stored, for the author and the reviewer."""

    text: str | None
    link: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stays."""
        return self.text is None and self.link is None


class InvalidAnswers(Invalid):
    """Some answers are invalid; `remarks` has the reason for each, by its name."""

    def __init__(self, remarks: Remarks) -> None:
        errors = [FieldError(f"/{name}", words["en"]) for name, words in remarks.items()]
        super().__init__("Some answers do not do; see errors.", errors=errors)
        self.remarks = remarks


def parse_answers(questions: Sequence[Question], sent: Answers) -> Answers:
    """The answers without surrounding spaces; InvalidAnswers if one is missing, too long or malformed."""
    answers = {question.name: _clean_answer(question, sent.get(question.name, "")) for question in questions}
    remarks = {
        question.name: remark
        for question in questions
        if (remark := _find_answer_error(question, answers[question.name]))
    }
    if remarks:
        raise InvalidAnswers(remarks)
    return answers


def select_answers_to_store(questions: Sequence[Question], answers: Answers) -> KeptAnswers:
    """The answers to store: the text, and the address."""
    kept = [
        (question.input_type, answers[question.name])
        for question in questions
        if question.is_kept and answers[question.name]
    ]
    text = next((answer for input_type, answer in kept if input_type is not InputType.LINK), None)
    return KeptAnswers(text, next((answer for input_type, answer in kept if input_type is InputType.LINK), None))


def _clean_answer(question: Question, text: str) -> str:
    return "".join(text.split()) if question.input_type is InputType.CODE else text.replace("\x00", "").strip()


def _find_answer_error(question: Question, answer: str) -> Words | None:
    if question.input_type is InputType.CHOICE:
        return None if answer in dict(question.choices) else NOT_CHOSEN
    if not answer:
        return EMPTY if question.is_required else None
    if question.input_type is InputType.CODE:
        return None if len(answer) == DIGITS and answer.isdecimal() and answer.isascii() else NO_CODE
    if len(answer) > question.max_length:
        return {"fr": f"{question.max_length} signes au plus.", "en": f"{question.max_length} characters at most."}
    if hidden := find_hidden_sign(answer):
        return dict.fromkeys(("fr", "en"), str(hidden))
    return NO_LINK if question.input_type is InputType.LINK and not _is_web_address(answer) else None


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(letter.isspace() for letter in text)
