"""The columns of the people file: what each means, which must be there, and the headings under which HR systems write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.kernel.messages import ErrorMessage


@dataclass(frozen=True)
class FileColumn:
    """One column; `longest` is in characters. `headings` are those of HR systems, the surest first, as `make_slug` writes them."""

    name: str
    meaning: str
    required: bool = False
    longest: int = 200
    headings: tuple[str, ...] = field(default=(), repr=False)


def _split_headings(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COLUMNS: dict[str, FileColumn] = {
    column.name: column
    for column in (
        FileColumn(
            "external_id",
            "The person's number in the HR system or identity provider; never reused.",
            required=True,
            headings=_split_headings(
                "matricule matricule-salarie numero-de-matricule numero-matricule identifiant-salarie employee-id employee-number employee"
                " employee-no worker-id person-number personnel-number personnel-no pers-no pernr personalnummer personalnr personal-nr"
                " mitarbeiternummer mitarbeiter-id user-id userid user-employee-id identifiant"
            ),
        ),
        FileColumn(
            "email",
            "Work e-mail; two people who are here never share one. The address of somebody who left is free.",
            required=True,
            headings=_split_headings(
                "email-professionnel e-mail-professionnel mail-professionnel courriel-professionnel adresse-e-mail-professionnelle"
                " adresse-email-professionnelle work-email work-email-address email-primary-work primary-work-email business-email"
                " email-address e-mail mail courriel adresse-e-mail adresse-email adresse-mail e-mail-adresse email-adresse"
                " geschaftliche-e-mail"
            ),
        ),
        FileColumn(
            "given_name",
            "Given name; empty for a person of one name only.",
            headings=_split_headings(
                "prenom prenom-usuel first-name firstname given-names legal-name-first-name legal-first-name preferred-first-name forename"
                " vorname rufname"
            ),
        ),
        FileColumn(
            "family_name",
            "Family name; empty for a person of one name only.",
            headings=_split_headings(
                "nom-d-usage nom-usuel nom-de-famille nom last-name lastname surname legal-name-last-name legal-last-name nachname"
                " familienname"
            ),
        ),
        FileColumn(
            "site",
            "Where they work, by name; created when new.",
            required=True,
            headings=_split_headings(
                "etablissement lieu-de-travail lieu location work-location location-name office bureau standort arbeitsort betriebsstatte"
            ),
        ),
        FileColumn(
            "region",
            "The region of that site, by name; created when new. Needed for a new site only.",
            headings=_split_headings("region region-administrative geography country-region pays country land"),
        ),
        FileColumn(
            "unit",
            "Their team or department, by name; created when new.",
            required=True,
            headings=_split_headings(
                "unite service departement department equipe team supervisory-organization organizational-unit org-unit"
                " organisationseinheit abteilung direction division"
            ),
        ),
        FileColumn(
            "arrived_on",
            "First day in the company.",
            required=True,
            headings=_split_headings(
                "date-d-entree date-entree date-d-embauche date-embauche date-d-arrivee date-d-entree-dans-l-entreprise hire-date hiredate"
                " start-date original-hire-date eintrittsdatum eintritt"
            ),
        ),
        FileColumn(
            "time_zone",
            "IANA name of the site's time zone. A new site without one is asked for.",
            headings=_split_headings("fuseau-horaire fuseau timezone time-zone zeitzone"),
        ),
        FileColumn(
            "locale",
            "fr or en: the language of the pages at first, fr when left out. The person's own choice stays.",
            headings=_split_headings("langue language preferred-language default-locale sprache korrespondenzsprache"),
        ),
        FileColumn(
            "manager",
            "external_id, e-mail or full name of the person they report to; empty for nobody. Serves the mentoring limit only.",
            headings=_split_headings(
                "matricule-du-responsable matricule-responsable matricule-du-manager matricule-manager manager-id manager-employee-id"
                " worker-s-manager-id supervisor-id responsable responsable-hierarchique superieur-hierarchique worker-s-manager"
                " reporting-to reports-to supervisor vorgesetzter"
            ),
        ),
        FileColumn(
            "job_title",
            "Job title, as colleagues read it.",
            headings=_split_headings(
                "intitule-de-poste intitule-du-poste poste emploi fonction business-title title position-title position"
                " stellenbezeichnung funktion"
            ),
        ),
        FileColumn(
            "left_on",
            "Last day in the company, when it is past; empty for people who are here.",
            headings=_split_headings(
                "date-de-sortie date-sortie date-de-depart date-de-fin termination-date leaving-date last-day-of-work austrittsdatum"
                " austritt"
            ),
        ),
        FileColumn("roles", "Roles to give, separated by spaces. Never takes one away."),
        FileColumn(
            "joined_on",
            "The day they said yes elsewhere (a signed form, an earlier tool). Counts once: leaving is respected.",
        ),
    )
}
DAY_COLUMNS = ("arrived_on", "left_on", "joined_on")
FIXED_COLUMNS = ("site", "region", "unit", "time_zone", "locale")
"""The columns that may have one value for the whole file."""

MOST_PROBLEMS = 1_000
"""The reading of a file stops when so many problems are found: whoever wrote it has seen enough."""

Labels = Mapping[str, object]
"""How a page calls each column; a command calls it by its name in the file."""
NO_LABELS: Labels = {}

PLACE = ErrorMessage("line {line}: {advice}", french="ligne {line} : {advice}")
PLACE_WITH_COLUMN = ErrorMessage("line {line}, {column}: {advice}", french="ligne {line}, {column} : {advice}")


@dataclass(frozen=True)
class FileProblem:
    """Something wrong at a place of the file (line 0: with the file as a whole), and what to do about it; `label` is how a page calls the column."""

    line: int
    column: str | None
    advice: ErrorMessage
    label: object = None

    @property
    def sentence(self) -> ErrorMessage:
        """The place and what to do, in either language."""
        if self.line == 0:
            return self.advice
        if self.column is None:
            return PLACE.format(line=self.line, advice=self.advice)
        return PLACE_WITH_COLUMN.format(line=self.line, column=self.label or self.column, advice=self.advice)

    def __str__(self) -> str:
        return str(self.sentence)


def sort_problems(problems: Iterable[FileProblem]) -> list[FileProblem]:
    """The problems in the order of their lines."""
    return sorted(problems, key=lambda problem: problem.line)
