"""What is written as CSV is read back by PostgreSQL's own reader, in each format; a sign that an encoding lacks is never lost."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Literal

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.spreadsheets import UTF_8, CsvFormat, UnwritableText, encode_csv_file, remove_formula_guard
from app.kernel.transaction import transaction
from tests.examples import examples

WINDOWS = "cp1252"
POSTGRESQL_NAMES = {UTF_8: "UTF8", WINDOWS: "WIN1252"}
FORMATS = [CsvFormat(separator, encoding) for separator in ";\t" for encoding in (UTF_8, WINDOWS)]
HEADS = ("Nom", "Lot")
WINDOWS_SIGNS = "abcÉœŸ€’ ;,\t\"'=+-@\r\n\\.|"
OTHER_SIGNS = "Łőžя中\U0001f381"


@st.composite
def files(draw: st.DrawFn) -> tuple[CsvFormat, list[tuple[str, str]]]:
    """A format, and rows that it can write."""
    csv_format = draw(st.sampled_from(FORMATS))
    cells = st.text(WINDOWS_SIGNS + (OTHER_SIGNS if csv_format.encoding == UTF_8 else ""), max_size=8)
    return csv_format, draw(st.lists(st.tuples(cells, cells), max_size=6))


def read_by_postgresql(body: bytes, csv_format: CsvFormat) -> list[tuple[str, ...]]:
    """The rows of a file as PostgreSQL reads them: another program, with decoders of its own."""
    with transaction():
        connection = session().connection().connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        connection.execute("create temp table read_back (id serial, name text, prize text) on commit drop")
        options = "format csv, header true, force_not_null (name, prize), delimiter {}, encoding {}"
        encoding = Literal(POSTGRESQL_NAMES[csv_format.encoding])
        copy = SQL(f"copy read_back (name, prize) from stdin with ({options})")
        with connection.cursor().copy(copy.format(Literal(csv_format.separator), encoding)) as reading:
            reading.write(body)
        rows: Sequence[tuple[str, ...]] = connection.execute("select name, prize from read_back order by id").fetchall()
    return list(rows)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(written=files())
def test_every_row_comes_back_in_every_format(
    app: Application, written: tuple[CsvFormat, list[tuple[str, str]]]
) -> None:
    csv_format, rows = written
    read = read_by_postgresql(encode_csv_file(HEADS, rows, csv_format), csv_format)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row)
    assert [tuple(map(remove_formula_guard, row)) for row in read] == rows


def test_a_sign_that_windows_lacks_is_refused_and_replaced_only_on_demand() -> None:
    rows = [("Szőke", "Łukasz Żak")]
    with pytest.raises(UnwritableText) as refused:
        encode_csv_file(HEADS, rows, CsvFormat(";", WINDOWS))
    assert (refused.value.cell, refused.value.sign) == ("Szőke", "ő")
    body = encode_csv_file(HEADS, rows, CsvFormat(";", WINDOWS), replaces_letters=True)
    assert body == b"Nom;Lot\r\nSzoke;Lukasz Zak\r\n"


def test_a_letter_without_a_plain_one_is_refused_always() -> None:
    for cell in ("Лев", "中村", "\U0001f381"):
        with pytest.raises(UnwritableText):
            encode_csv_file(HEADS, [(cell, "")], CsvFormat(";", WINDOWS), replaces_letters=True)


def test_an_accent_that_is_written_apart_is_joined_where_windows_needs_it() -> None:
    assert encode_csv_file(HEADS, [("E\u0301va", "œ€")], CsvFormat(";", WINDOWS)).endswith("Éva;œ€\r\n".encode(WINDOWS))
