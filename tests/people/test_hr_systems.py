"""Files as HR systems write them are recognised, shown with samples, and kept as a format for the next ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app.kernel.transaction import transaction
from app.people.commands import people_commands
from app.people.directory.columns import COLUMNS
from app.people.directory.day_forms import DayOrder
from app.people.directory.file_format import FileFormat
from app.people.directory.queries import read_directory
from app.people.directory.reading import parse_sheet
from app.people.directory.rows import PersonRow, iterate_person_rows

SILAE = """sep=;
Matricule;Civilité;Nom de naissance;Nom d'usage;Prénom;Etablissement;Service;Emploi;Date d'entrée;Date de sortie;E-mail professionnel;Responsable;;
00018;M.;DELORME;DELORME;Marc;Nantes;PÔLE QUALITÉ\u00a0: SITE;Conseiller;02/11/2026;;marc.delorme@rivage.example;00009;;
00009;Mme;LE GALL;VASSEUR;Hélène;Nantes;PÔLE QUALITÉ\u00a0: SITE;Directrice;25/09/2019;;helene.vasseur@rivage.example;00009;;
""".replace("\n", "\r\n").encode("cp1252")
WORKDAY = """\ufeffActive Workers - Passerelle,,,,,,,,,,
Effective Date: 11/02/2026,,,,,,,,,,
Employee ID,Worker,Legal Name - First Name,Legal Name - Last Name,Primary Work Email,Location,Country,Supervisory Organization,Hire Date,Termination Date,Business Title
21731,"Delorme, Marc",Marc,Delorme,marc.delorme@rivage.example,Nantes Office,France,Branches (Hélène Vasseur),2026-11-02-08:00,,"Adviser, branches"
""".encode()
SUCCESSFACTORS = """STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,MI,GENDER,EMAIL,MANAGER,HR,DEPARTMENT,JOBCODE,LOCATION,COUNTRY,TIMEZONE,HIREDATE,TITLE,DEFAULT_LOCALE
STATUS,User ID,Username,First Name,Last Name,Middle Name,Gender,Email,Manager,HR,Department,Job Code,Location,Country,Time Zone,Hire Date,Title,Default Locale
active,21731,mdelorme,Marc,Delorme,,M,marc.delorme@rivage.example,NO_MANAGER,NO_HR,Branches,50070012,Nantes,France,Europe/Paris,11/25/2026,Adviser,fr_FR
active,21732,hvasseur,Hélène,Vasseur,,F,helene.vasseur@rivage.example,21731,NO_HR,Branches,50070013,Nantes,France,Europe/Paris,02/11/2026,Director,en_GB
""".encode()
SAP_HCM = """Personalnummer\tVorname\tNachname\tE-Mail-Adresse\tArbeitsort\tLand\tOrganisationseinheit\tEintrittsdatum\tAustrittsdatum\tStellenbezeichnung
00021731\tMarc\tDelorme\tmarc.delorme@rivage.example\tKöln\tDeutschland\tFilialen\t02.11.2026\t31.12.9999\tBerater
00021732\tJörg\tMüller\tjoerg.mueller@rivage.example\tKöln\tDeutschland\tFilialen\t20261102\t99991231\tLeiter
""".encode("utf-16")
BAMBOO = """"Employee #","Last Name","First Name","Status","Work Email","Location","Department","Division","Hire Date","Termination Date","Reporting to","Job Title"
"104","Delorme","Marc","Active","marc.delorme@rivage.example","Nantes","Branches","West","2026-11-02","0000-00-00","Hélène Vasseur","Adviser"
"105","Vasseur","Hélène","Active","helene.vasseur@rivage.example","Nantes","Branches","West","2019-09-25","0000-00-00","","Director"
""".encode()
EXCEL = """Matricule;Prénom;Nom;Mail;Site;Région;Équipe;Date d’arrivée
R0018;Marc;Delorme;marc.delorme@rivage.example;Nantes;Grand Ouest;Agences;46328
R0009;Hélène;Vasseur;helene.vasseur@rivage.example;Rennes;Grand Ouest;Agences;43733
;;;;;;;
""".encode()
FILES = {
    "silae": SILAE,
    "workday": WORKDAY,
    "successfactors": SUCCESSFACTORS,
    "sap": SAP_HCM,
    "bamboohr": BAMBOO,
    "excel": EXCEL,
}


def read_people(content: bytes, file_format: FileFormat | None = None) -> list[PersonRow]:
    sheet = parse_sheet(content, file_format or FileFormat())
    problems = list(sheet.problems)
    rows = list(iterate_person_rows(sheet.lines, sheet.day_order, problems))
    assert list(map(str, problems)) == []
    return rows


def run_import(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(people_commands, ["import", str(file), *arguments])


@pytest.mark.parametrize("system", sorted(FILES))
def test_the_file_of_an_hr_system_is_read_by_its_own_headings(system: str) -> None:
    marc = read_people(FILES[system])[0]
    assert (marc.given_name, marc.family_name.title(), marc.email) == ("Marc", "Delorme", "marc.delorme@rivage.example")
    day = date(2026, 11, 25) if system == "successfactors" else date(2026, 11, 2)
    assert (marc.arrived_on, marc.left_on) == (day, None)


def test_the_headings_are_shown_with_their_samples_and_what_is_not_read() -> None:
    understanding = parse_sheet(SILAE).understanding
    columns = {column.name: (column.heading, column.samples, column.is_guessed) for column in understanding.columns}
    assert columns["external_id"] == ("Matricule", ("00018", "00009"), True)
    assert columns["family_name"] == ("Nom d'usage", ("DELORME", "VASSEUR"), True)
    assert understanding.unread == ("Civilité", "Nom de naissance")
    assert (understanding.encoding, understanding.names[0]) == ("cp1252", "Hélène VASSEUR")
    assert understanding.file_format.day_order is DayOrder.DAY_FIRST


def test_days_with_the_month_first_and_managers_by_name_are_read() -> None:
    rows = read_people(SUCCESSFACTORS)
    assert [(row.arrived_on, row.manager, row.locale) for row in rows] == [
        (date(2026, 11, 25), None, "fr"),
        (date(2026, 2, 11), "21731", "en"),
    ]
    assert [row.manager for row in read_people(BAMBOO)] == ["Hélène Vasseur", None]


def test_columns_and_values_that_somebody_states_come_before_the_guess() -> None:
    file_format = FileFormat(columns={"unit": "Division", "job_title": ""}, fixed={"region": "Grand Ouest"})
    (marc, _) = read_people(BAMBOO, file_format)
    assert (marc.unit, marc.region, marc.job_title) == ("West", "Grand Ouest", None)
    sheet = parse_sheet(BAMBOO, FileFormat(columns={"unit": "Pôle", "age": "Status"}, fixed={"email": "a@b.fr"}))
    assert [str(problem) for problem in sheet.problems] == [
        "line 1, unit: no column of the file is headed “Pôle”.",
        "line 1, age: there is no such column here.",
        "line 1, email: one value for everybody is only possible for site, region, unit, time_zone, locale.",
    ]


def test_every_heading_is_written_as_a_slug_and_belongs_to_one_column() -> None:
    headings = [heading for column in COLUMNS.values() for heading in column.headings]
    assert len(headings) == len(set(headings))
    assert all(heading == heading.lower() and " " not in heading for heading in headings)


def test_recognised_columns_are_confirmed_once_and_kept_for_the_next_file(app: Flask, tmp_path: Path) -> None:
    file, arguments = tmp_path / "silae.csv", ("--fixed", "region=Grand Ouest", "--time-zone", "Europe/Paris")
    file.write_bytes(SILAE)
    shown = run_import(file, *arguments)
    assert "Encoding: Windows-1252 (Hélène VASSEUR, Marc DELORME)" in shown.output
    assert "  external_id ← Matricule (00018, 00009)" in shown.output
    assert "Not read: Civilité, Nom de naissance" in shown.output
    refused = run_import(file, *arguments, "--apply")
    assert (refused.exit_code, "Nothing was written." in refused.output) == (1, True)
    assert run_import(file, *arguments, "--keep", "silae", "--apply").exit_code == 0
    with transaction():
        assert sorted(read_directory().people) == ["00009", "00018"]
    file.write_bytes(SILAE.replace(b"02/11/2026", b"03/11/2026").replace(b"25/09/2019", b"01/09/2019"))
    again = run_import(file, "--format", "silae", "--apply")
    assert ("arrived_on 2026-11-02 → 2026-11-03" in again.output, again.exit_code) == (True, 0)
    assert "silae: external_id ← Matricule" in CliRunner().invoke(people_commands, ["formats"]).output
    file.write_bytes(SILAE.replace(b"25/09/2019", b"05/09/2019"))
    assert "is 02/11/2026 with the day or the month first?" in run_import(file, *arguments).output
    assert "arrived_on 2026-11-03 → 2026-02-11" in run_import(file, *arguments, "--dates", "mdy").output
    file.write_bytes(EXCEL)
    other = run_import(file, "--format", "silae")
    assert "line 1, family_name: no column of the file is headed “Nom d'usage”." in other.output


def test_french_headings_are_read_whatever_their_accents() -> None:
    head = "Matricule;Nom;Prénom;E-mail;Site;Région;Service;Date d'entrée"
    (marc,) = read_people(f"{head}\n1;Delorme;Marc;marc@rivage.example;Brest;Grand Ouest;Ventes;23/11/2026\n".encode())
    assert (marc.site, marc.region, marc.unit) == ("Brest", "Grand Ouest", "Ventes")
