"""A people file is read whichever spreadsheet wrote it, and each problem names its line and what to do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.directory.cells import make_slug
from app.people.directory.columns import COLUMNS, FileProblem
from app.people.directory.file_format import FileFormat
from app.people.directory.reading import parse_sheet
from app.people.directory.rows import PersonRow, iterate_person_rows
from tests.people.people_file import ADA, BEN, people_file


def read_people(content: bytes) -> tuple[list[PersonRow], list[FileProblem]]:
    sheet = parse_sheet(content)
    problems = list(sheet.problems)
    return list(iterate_person_rows(sheet.lines, sheet.day_order, problems)), problems


def only_problem(content: bytes) -> str:
    _, problems = read_people(content)
    assert len(problems) == 1, problems
    return str(problems[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_separator_is_read(encoding: str, delimiter: str) -> None:
    rows, problems = read_people(
        people_file(ADA | {"job_title": "Chargée d’études"}, delimiter=delimiter, encoding=encoding)
    )
    assert problems == []
    assert (rows[0].family_name, rows[0].job_title) == ("Lefèvre", "Chargée d’études")


def test_both_ways_of_writing_a_day_are_read() -> None:
    rows, _ = read_people(people_file(ADA, BEN | {"arrived_on": "25/01/2026"}))
    assert [row.arrived_on for row in rows] == [date(2026, 1, 5), date(2026, 1, 25)]


def test_quoted_cells_blank_lines_and_spaces_are_no_trouble() -> None:
    header = ",".join(ADA)
    line = ",".join(f'" {value} "' for value in ADA.values())
    rows, problems = read_people(f"{header}\n\n{line}\n,,,,,,,\n".encode())
    assert problems == []
    assert [(row.line, row.external_id) for row in rows] == [(3, "ada")]


def test_a_separator_that_the_first_line_names_and_empty_columns_at_the_end_are_understood() -> None:
    lines = people_file(ADA, BEN, delimiter=";").decode().split("\r\n")
    content = "\r\n".join(["sep=;", *(f"{line};;" for line in lines)]).encode()
    rows, problems = read_people(content)
    assert (problems, [(row.line, row.external_id) for row in rows]) == ([], [(3, "ada"), (4, "ben")])


def test_a_no_break_space_is_no_second_encoding_and_the_guess_shows_names() -> None:
    content = people_file(ADA | {"given_name": "Chloé", "unit": "PÔLE QUALITÉ\u00a0: SITE"}, BEN, encoding="cp1252")
    sheet = parse_sheet(content)
    assert (sheet.problems, sheet.lines[0].cells["unit"]) == ([], "PÔLE QUALITÉ : SITE")
    assert (sheet.understanding.encoding, sheet.understanding.names[0]) == ("cp1252", "Chloé Lefèvre")


def test_a_stated_encoding_overrides_the_guess() -> None:
    content = people_file(ADA | {"given_name": "Chloé"}, encoding="mac-roman")
    assert str(parse_sheet(content).problems[0]).startswith("line 2: neither UTF-8 nor Windows-1252")
    assert parse_sheet(content, FileFormat(encoding="mac-roman")).understanding.names == ("Chloé Lefèvre",)
    assert str(parse_sheet(content, FileFormat(encoding="utf-8")).problems[0]).startswith("line 2: this is not UTF-8")


def test_a_person_may_have_one_name_only() -> None:
    rows, problems = read_people(people_file(ADA | {"given_name": ""}))
    assert (problems, rows[0].given_name, rows[0].family_name) == ([], "", "Lefèvre")
    assert only_problem(people_file(ADA | {"given_name": "", "family_name": ""})).startswith(
        "line 2, given_name: empty"
    )


@pytest.mark.parametrize(
    "address", ["olivia..bennett@rivage.example", ".a@b.fr", "a.@b.fr", "é@b.fr", "a@b..fr", "a@-b.fr"]
)
def test_an_address_that_no_mail_reaches_is_refused(address: str) -> None:
    assert "no mail reaches this address" in only_problem(people_file(ADA | {"email": address}))


def test_a_domain_with_accents_is_kept_as_mail_servers_know_it() -> None:
    rows, _ = read_people(people_file(ADA | {"email": "Farid@Société.example"}))
    assert rows[0].email == "farid@xn--socit-esab.example"


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("external_id", "ada\u200b", "character 4: U+200B (invisible character)"),
        ("family_name", "Le\u202efèvre", "character 3: U+202E (mark of writing direction)"),
        ("unit", "Agen\u00adces", "character 5: U+00AD (invisible character)"),
    ],
)
def test_a_sign_that_nobody_sees_is_refused_with_its_place(column: str, cell: str, code: str) -> None:
    assert only_problem(people_file(ADA | {column: cell})) == f"line 2, {column}: {code} cannot be shown: remove it."


def test_the_reading_of_a_wrong_file_stops() -> None:
    wrong = people_file(*(BEN | {"email": f"p{number}"} for number in range(3_000)))
    assert len(read_people(wrong)[1]) == 1_000
    short = people_file(ADA) + b"\r\nx" * 3_000
    assert len(read_people(short)[1]) == 1_000


def test_an_e_mail_is_kept_in_small_letters() -> None:
    rows, _ = read_people(people_file(ADA | {"email": "Ada@Example.ORG"}))
    assert rows[0].email == "ada@example.org"


def test_two_spellings_of_one_place_are_one() -> None:
    assert make_slug("Île-de-France") == make_slug(" ILE DE  FRANCE")
    assert make_slug("Łódź") != make_slug("Lyon")
    assert make_slug("東京") == "東京"


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ({"arrived_on": "5 janvier"}, "line 2, arrived_on: “5 janvier” is not a date: write 2026-01-31 or 31/01/2026."),
        ({"arrived_on": "2026-02-30"}, "line 2, arrived_on: “2026-02-30” is not a day of the calendar."),
        ({"left_on": "2025-12-31"}, "line 2, left_on: before arrived_on: correct one of the two."),
        ({"email": "ada"}, "line 2, email: “ada” is not an e-mail: write name@company."),
        ({"email": ""}, "line 2, email: empty: fill it in."),
        ({"locale": "de"}, "line 2, locale: “de”: the pages speak fr and en; choose one of them."),
        ({"roles": "hr king"}, "line 2, roles: king: not a role that is given; choose among"),
        ({"time_zone": "Paris"}, "line 2, time_zone: “Paris” is not a time zone"),
        ({"unit": "--"}, "line 2, unit: “--” has neither a letter nor a figure: write a name."),
        ({"job_title": "x" * 201}, "line 2, job_title: longer than 200 characters: shorten it."),
        (
            {"job_title": "a\x00b"},
            "line 2, job_title: character 2: U+0000 (control character) cannot be shown: remove it.",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_its_place_and_what_to_write(cell: dict[str, str], advice: str) -> None:
    assert only_problem(people_file(ADA | cell)).startswith(advice)


def test_every_wrong_cell_of_every_line_is_told_at_once() -> None:
    _, problems = read_people(people_file(ADA | {"email": "ada", "locale": "de"}, BEN | {"arrived_on": "?"}))
    assert [(problem.line, problem.column) for problem in problems] == [(2, "email"), (2, "locale"), (3, "arrived_on")]


def test_a_missing_separator_is_told() -> None:
    content = people_file(ADA, BEN).replace(b"ben,ben@", b"ben ben@")
    assert only_problem(content) == "line 3: 8 cells expected, 7 found: a separator is missing or one too many."


def test_an_open_quotation_mark_is_told_and_the_reading_stops() -> None:
    content = people_file(ADA, BEN).replace(b"Ben", b'"Ben')
    assert only_problem(content).startswith("line 3: ")


def test_a_misspelt_column_is_recognised() -> None:
    assert only_problem(people_file(ADA).replace(b"external_id", b"externl_id", 1)) == (
        "line 1, external_id: this column is missing; is it “externl_id”?"
    )


def test_what_is_not_needed_is_not_read() -> None:
    content = (
        people_file(ADA)
        .replace(b"arrived_on", b"arrived_on,date_of_birth")
        .replace(b"2026-01-05", b"2026-01-05,1990-01-01")
    )
    sheet = parse_sheet(content)
    assert sheet.understanding.unread == ("date_of_birth",)
    assert (sheet.problems, "date_of_birth" in sheet.lines[0].cells) == ([], False)


def test_missing_and_double_columns_are_told() -> None:
    _, missing = read_people(b"external_id,email\n1,a@b\n")
    needed = {name for name, column in COLUMNS.items() if column.required} - {"external_id", "email"}
    assert {problem.column for problem in missing} == needed | {None}, "None: neither given_name nor family_name."
    double = people_file(ADA).replace(b"external_id,email", b"email,email")
    assert "line 1, email: this column is there twice." in [str(problem) for problem in read_people(double)[1]]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "line 1: the first line must name the columns"),
        (b"PK\x03\x04", "line 1: this is an Excel workbook"),
        (b"\xff\xfea", "line 1: this is not UTF-16"),
        (people_file(ADA) + "\r\nLefèvre".encode() + b" Lef\xe8vre", "line 3: two encodings are mixed"),
        (people_file(ADA | {"family_name": "L"}).replace(b"Ada", b"\x81"), "line 2: neither UTF-8 nor Windows-1252"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_says_how_to_save_it(content: bytes, advice: str) -> None:
    assert only_problem(content).startswith(advice)


@pytest.mark.property
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_told_never_raised(content: bytes) -> None:
    sheet = parse_sheet(content)
    assert sheet.lines == [] or sheet.columns


@pytest.mark.property
@given(st.text(max_size=200))
def test_any_cells_are_read_or_told_never_raised(text: str) -> None:
    header = ",".join(COLUMNS)
    rows, problems = read_people(f"{header}\n{text}".encode("utf-8", "replace"))
    assert rows == [] or problems == []
