"""The columns of the people file: what each means, and which must be there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileColumn:
    """One column; `longest` is in characters."""

    name: str
    meaning: str
    required: bool = False
    longest: int = 200


COLUMNS: dict[str, FileColumn] = {
    column.name: column
    for column in (
        FileColumn(
            "external_id", "The person's number in the HR system or identity provider; never reused.", required=True
        ),
        FileColumn("email", "Work e-mail; two people never share one.", required=True),
        FileColumn("given_name", "Given name.", required=True),
        FileColumn("family_name", "Family name.", required=True),
        FileColumn("site", "Where they work, by name; created when new.", required=True),
        FileColumn("region", "The region of that site, by name; created when new.", required=True),
        FileColumn("unit", "Their team or department, by name; created when new.", required=True),
        FileColumn("arrived_on", "First day in the company: 2026-01-31 or 31/01/2026.", required=True),
        FileColumn("time_zone", "IANA name of the site's time zone; Europe/Paris when left out."),
        FileColumn(
            "locale", "fr or en: the language of the pages at first, fr when left out. The person's own choice stays."
        ),
        FileColumn(
            "manager", "external_id of the person they report to; empty for nobody. Serves the mentoring limit only."
        ),
        FileColumn("job_title", "Job title, as colleagues read it."),
        FileColumn("left_on", "Last day in the company, when it is past; empty for people who are here."),
        FileColumn("roles", "Roles to give, separated by spaces. Never takes one away."),
        FileColumn(
            "joined_on",
            "The day they said yes elsewhere (a signed form, an earlier tool). Counts once: leaving is respected.",
        ),
    )
}


@dataclass(frozen=True)
class FileProblem:
    """Something wrong at a place of the file (line 0: with the file as a whole), and what to do about it."""

    line: int
    column: str | None
    advice: str

    def __str__(self) -> str:
        if self.line == 0:
            return self.advice
        place = f"line {self.line}" if self.column is None else f"line {self.line}, {self.column}"
        return f"{place}: {self.advice}"
