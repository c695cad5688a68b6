"""The form of a contest: its answers as posted, and what can be read of each field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from app.people.form_drafts.steps import Answers
from missions.contests.writing.steps import PAGES, PRIZE_ROW, SCORING_ROW, STEPS

MAX_ROWS = 20
_ROW = re.compile(r"(?P<field>[a-z_]+)\.(?P<number>\d{1,3})")


@dataclass(frozen=True)
class ContestForm:
    """The answers by field; each is a list of texts, as a browser posts them."""

    answers: Mapping[str, Sequence[str]]

    def __getitem__(self, name: str) -> str:
        """The first text of a field; empty if it is missing."""
        return next(iter(self.answers.get(name, ())), "")

    def list_values(self, name: str) -> list[str]:
        """The distinct values of a field that may have several, or the distinct lines of a text."""
        lines = (line.strip() for value in self.answers.get(name, ()) for line in value.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def list_rows(self, fields: Sequence[str], *, needs: Sequence[str]) -> Sequence[Mapping[str, str]]:
        """The rows of those fields in which one of `needs` is filled in, in order."""
        numbers = sorted({int(parsed["number"]) for name in self.answers if (parsed := _ROW.fullmatch(name))})
        rows = [{field: self[f"{field}.{number}"] for field in fields} for number in numbers]
        return [row for row in rows if any(row[name] for name in needs)][:MAX_ROWS]

    @property
    def scoring_rows(self) -> Sequence[Mapping[str, str]]:
        """What scores, a row each."""
        return self.list_rows(SCORING_ROW, needs=("source",))

    @property
    def prize_rows(self) -> Sequence[Mapping[str, str]]:
        """The prizes, a row each."""
        return self.list_rows(PRIZE_ROW, needs=("prize_title_fr", "prize_title_en", "prize_value"))


def read_form(answers: Answers) -> ContestForm:
    """The form of kept or posted answers: what belongs to no field is left out, whatever it is."""
    kept = {name: values for name, values in answers.items() if _is_field(name) and isinstance(values, list | tuple)}
    return ContestForm(
        {name: [_clean_text(value) for value in values if isinstance(value, str)] for name, values in kept.items()}
    )


def encode_form(form: ContestForm) -> dict[str, object]:
    """The answers that `read_form` reads as this form, with its rows numbered from 0; a first row that is begun keeps its defaults."""
    singles = {name: list(values) for name, values in form.answers.items() if "." not in name}
    rows = {
        f"{field}.{number}": [text]
        for kind in (
            form.scoring_rows or [_read_first_row(form, SCORING_ROW)],
            form.prize_rows or [_read_first_row(form, PRIZE_ROW)],
        )
        for number, row in enumerate(kind)
        for field, text in row.items()
    }
    return {**singles, **rows}


def _read_first_row(form: ContestForm, fields: Sequence[str]) -> Mapping[str, str]:
    return {field: form[f"{field}.0"] for field in fields}


def remove_row(form: ContestForm, place: str) -> ContestForm:
    """The form without a row: `place` is a field of it ("source.2", "prize_title_fr.0"); unchanged for any other text."""
    field, _, number = place.partition(".")
    gone = next(({f"{name}.{number}" for name in row} for row in (SCORING_ROW, PRIZE_ROW) if field in row), set[str]())
    return ContestForm({name: values for name, values in form.answers.items() if name not in gone})


def parse_number(text: str, most: int = 10**9) -> int | None:
    """The whole number, also with spaces between its thousands; None for anything else, or more than `most`."""
    digits = re.sub(r"[\s\u202f]", "", text)
    return int(digits) if re.fullmatch(r"[0-9]{1,12}", digits) and int(digits) <= most else None


def parse_cents(text: str) -> int | None:
    """The amount of euros in cents ("1 860", "12,50 €"); None for anything else."""
    plain = re.sub(r"[\s\u202f€]", "", text).replace(",", ".")
    parsed = re.fullmatch(r"([0-9]{1,8})(?:\.([0-9]{1,2}))?", plain)
    return None if parsed is None else int(parsed[1]) * 100 + int((parsed[2] or "0").ljust(2, "0"))


def parse_day(text: str) -> date | None:
    """The day of a date field; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """The hour and minutes of a time field; None for what is none."""
    parsed = re.fullmatch(r"([01]?[0-9]|2[0-3])\s?[:h]\s?([0-5][0-9])", text)
    return None if parsed is None else time(int(parsed[1]), int(parsed[2]))


def end_sentence(text: str) -> str:
    """What somebody wrote, as a sentence that another may follow."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _is_field(name: str) -> bool:
    first_part = name.split(".", 1)[0]
    is_row = first_part in (*SCORING_ROW, *PRIZE_ROW)
    is_field = name != PAGES and any(first_part in fields for fields in STEPS.fields_by_step.values())
    return is_field and (bool(_ROW.fullmatch(name)) if is_row else "." not in name)


def _clean_text(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()
