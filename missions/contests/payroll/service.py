"""The use cases of payroll: take the file of a period or the register of a year, which is itself recorded."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.database import session
from app.kernel.spreadsheets import encode_csv_file
from app.kernel.texts import translate_text
from missions.contests.payroll import queries
from missions.contests.payroll.columns import (
    PAYROLL_HEADS,
    REGISTER_HEADS,
    build_payroll_cells,
    build_register_cells,
)
from missions.contests.payroll.form import ExportQuestion
from missions.contests.payroll.formats import PAYROLL_FORMATS
from missions.contests.payroll.models import PrizeExport
from missions.contests.prizes.queries import find_first_kept_day


def export_period(question: ExportQuestion, by_id: int) -> bytes:
    """The file of what was handed over in a period: the same bytes for the same question, in the same language.

    UnwritableText when a cell has a sign that the format lacks; then nothing is recorded.
    """
    lines = queries.list_lines_of_period(question.first_on, question.last_on)
    body = _encode_file(question, PAYROLL_HEADS, [build_payroll_cells(line) for line in lines])
    _record_export("payroll", question, body, line_count=len(lines), by_id=by_id)
    return body


def export_register(question: ExportQuestion, by_id: int) -> bytes:
    """The register of a year, a line for each person; UnwritableText as above."""
    people = queries.list_people_of_year(question.first_on.year)
    body = _encode_file(question, REGISTER_HEADS, [build_register_cells(year) for year in people])
    _record_export("register", question, body, line_count=len(people), by_id=by_id)
    return body


def delete_old_exports() -> None:
    """Delete what is recorded of files about years whose records are gone."""
    session().execute(delete(PrizeExport).where(PrizeExport.last_on < find_first_kept_day()))


def _encode_file(question: ExportQuestion, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    translated = [translate_text(head) for head in heads]
    csv_format = PAYROLL_FORMATS[question.format_name]
    return encode_csv_file(translated, lines, csv_format, replaces_letters=question.replaces_letters)


def _record_export(kind: str, question: ExportQuestion, body: bytes, *, line_count: int, by_id: int) -> None:
    taken = PrizeExport(kind=kind, first_on=question.first_on, last_on=question.last_on, format=question.format_name)
    taken.line_count, taken.sha256 = line_count, sha256(body).hexdigest()
    taken.exported_at, taken.exported_by_id = clock.now(), by_id
    session().add(taken)
    session().flush()
