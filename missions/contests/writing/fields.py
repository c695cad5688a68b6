"""Reads the fields of a contest's form one by one, and notes the first fault of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.people.targeting import find_line_fault
from missions.contests.terms import Words
from missions.contests.writing.form import ContestForm, parse_cents, parse_number

MAX_LENGTHS = {
    "title_fr": 90,
    "title_en": 90,
    "objective_fr": 300,
    "objective_en": 300,
    "organiser": 120,
    "sponsor": 120,
    "change_fr": 500,
    "change_en": 500,
}

TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")
NO_NUMBER = ErrorMessage("A whole number is needed here.", french="Il faut ici un nombre entier.")
NO_AMOUNT = ErrorMessage(
    "An amount in euros is needed here, such as 250 or 12,50.",
    french="Il faut ici un montant en euros, comme 250 ou 12,50.",
)
NO_DAY = ErrorMessage("A date is needed here.", french="Il faut ici une date.")
NO_TIME = ErrorMessage("A time is needed here, such as 9:30.", french="Il faut ici une heure, comme 9 h 30.")
NO_CHOICE = ErrorMessage("Choose from the list.", french="Choisissez dans la liste.")
NO_PLACE = ErrorMessage(
    "One of these names is not in the directory. Write it as it stands there.",
    french="Un de ces noms n’est pas dans l’annuaire. Écrivez-le comme il y figure.",
)
NO_ZONE = ErrorMessage(
    "There is no such time zone. Write it like Europe/Paris.",
    french="Ce fuseau horaire n’existe pas. Écrivez-le comme Europe/Paris.",
)


@dataclass(frozen=True, kw_only=True)
class ContestFormContext:
    """What a form is read with: the names of places by field and slug, what may score, the people behind each typed line."""

    now: datetime
    place_names: Mapping[str, Mapping[str, str]]
    source_labels: Mapping[str, Words]
    communities: Sequence[str]
    person_ids: Mapping[str, Sequence[int]]


class FormReader:
    """Reads one form, and notes the first fault of each field."""

    def __init__(self, form: ContestForm, context: ContestFormContext) -> None:
        self.form, self.context = form, context
        self.faults: dict[str, ErrorMessage | str] = {}

    def note_fault(self, field: str, fault: ErrorMessage | str | None) -> None:
        """Keep the first fault of a field."""
        if fault is not None:
            self.faults.setdefault(field, fault)

    def read_text(self, field: str, text: str) -> str:
        """The text of a field; too long or with hidden signs is a fault."""
        most = MAX_LENGTHS.get(field, 120)
        self.note_fault(field, TOO_LONG.format(most=most) if len(text) > most else find_hidden_sign(text))
        return text

    def read_words(self, french: tuple[str, str], english: tuple[str, str]) -> Words:
        """A text in both languages, each given as its field and its text; an empty one says what the other says."""
        texts = self.read_text(*french), self.read_text(*english)
        return {"fr": texts[0] or texts[1], "en": texts[1] or texts[0]}

    def read_number(self, field: str, text: str | None = None, *, otherwise: int | None = None) -> int | None:
        """A whole number; `otherwise` for an empty field."""
        text = self.form[field] if text is None else text
        number = parse_number(text)
        if text and number is None:
            self.note_fault(field, NO_NUMBER)
        return otherwise if number is None else number

    def read_cents(self, field: str, text: str) -> int:
        """An amount in cents, 0 for an empty field."""
        cents = parse_cents(text)
        if text and cents is None:
            self.note_fault(field, NO_AMOUNT)
        return cents or 0

    def read_choice(self, field: str, choices: Sequence[str], text: str | None = None) -> str:
        """One of `choices`; the first for an empty field or a value that is none of them."""
        text = self.form[field] if text is None else text
        if text and text not in choices:
            self.note_fault(field, NO_CHOICE)
        return text if text in choices else choices[0]

    def read_people(self, field: str) -> tuple[int, ...]:
        """The ids of the people whom the lines of a field name."""
        ids: list[int] = []
        for line in self.form.list_values(field):
            named = self.context.person_ids.get(line, ())
            self.note_fault(field, find_line_fault(line, named))
            ids += named if len(named) == 1 else ()
        return tuple(dict.fromkeys(ids))


_FIELDS = {
    "title": "title_fr",
    "objective": "objective_fr",
    "scoring": "source.0",
    "jury_ids": "jury",
    "prizes": "prize_title_fr.0",
    "budget_cents": "budget",
}
_ROW_FIELDS = {
    ("scoring", "amount"): "amount",
    ("scoring", "cap"): "cap",
    ("prizes", "receiver"): "prize_receiver",
    ("prizes", "stock"): "prize_stock",
    ("prizes", "value_cents"): "prize_value",
}
_PARTS = {"opens_at": "opens_on", "closes_at": "closes_on", "fr": "change_fr", "en": "change_en"}


def find_field_of_pointer(pointer: str) -> str:
    """The field of the form that says what the pointer of a fault of terms names."""
    first, *rest = pointer.removeprefix("/").split("/")
    if len(rest) == 2:
        return f"{_ROW_FIELDS.get((first, rest[1]), _FIELDS[first].split('.', 1)[0])}.{rest[0]}"
    last = rest[-1] if rest else first
    return _PARTS.get(last, last) if rest else _FIELDS.get(first, first)
