"""The personas of the demo: one for each way of using Passerelle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.people.roles import AMBASSADOR, ANIMATOR, HR, IT, PAYROLL, REPRESENTATIVE
from seeds.staff import build_email_address


class StaffLevel(Enum):
    """A level of the reporting line."""

    HEAD = "head"
    DIRECTOR = "director"
    LEADER = "leader"
    TEAM = "team"


@dataclass(frozen=True)
class DemoPerson:
    """A persona: name, place in the company, and what their pages show (in French and English)."""

    given_name: str
    family_name: str
    shows: dict[str, str]
    job_title: str
    unit: str
    site: str
    arrived_for: int
    rank: StaffLevel = StaffLevel.TEAM
    role: str = ""
    locale: str = "fr"

    @property
    def email(self) -> str:
        """Identifies the persona in the directory and at sign-in."""
        return build_email_address(self.given_name, self.family_name)


MARC = DemoPerson(
    "Marc",
    "Delorme",
    {"fr": "Arrivé cette semaine, à mi-parcours", "en": "Arrived this week, halfway along the path"},
    "Conseil en agence",
    "Agences",
    "Nantes",
    arrived_for=3,
)
SOFIA = DemoPerson(
    "Sofia",
    "Marchetti",
    {"fr": "Vient d’arriver et n’a encore rien choisi", "en": "Just arrived and has chosen nothing yet"},
    "Conseil à distance",
    "Relation sociétaires",
    "Marseille",
    arrived_for=1,
)
AMINATA = DemoPerson(
    "Aminata",
    "Diallo",
    {"fr": "Ambassadrice, parcours terminé", "en": "Ambassador, path completed"},
    "Gestion de sinistres",
    "Indemnisation",
    "Lille",
    arrived_for=900,
    role=AMBASSADOR,
)
THOMAS = DemoPerson(
    "Thomas",
    "Kermarrec",
    {"fr": "Anime les communautés", "en": "Keeps the communities alive"},
    "Communication interne",
    "Communication",
    "Nantes",
    arrived_for=1500,
    role=ANIMATOR,
)
HELENE = DemoPerson(
    "Hélène",
    "Vasseur",
    {
        "fr": "Manager d’agences ; une proposition de mentorat l’attend",
        "en": "Manages branches; a mentoring proposal waits",
    },
    "Responsable d’équipe",
    "Agences",
    "Rennes",
    arrived_for=2600,
    rank=StaffLevel.LEADER,
)
PHILIPPE = DemoPerson(
    "Philippe",
    "Arnoux",
    {"fr": "Cadre dirigeant, apprend auprès d’Olivia", "en": "Senior manager, learns from Olivia"},
    "Direction, Indemnisation",
    "Indemnisation",
    "Nantes",
    arrived_for=5200,
    rank=StaffLevel.DIRECTOR,
)
OLIVIA = DemoPerson(
    "Olivia",
    "Bennett",
    {"fr": "Mentor numérique de Philippe", "en": "Philippe’s digital mentor"},
    "Conseil à distance, anglais et allemand",
    "Relation sociétaires",
    "Strasbourg",
    arrived_for=700,
    locale="en",
)
CLAIRE = DemoPerson(
    "Claire",
    "Nguyen",
    {
        "fr": "Ressources humaines ; un concours reste à finir d’écrire",
        "en": "Human resources; a contest is half written",
    },
    "Formation",
    "Ressources humaines",
    "Nantes",
    arrived_for=1900,
    role=HR,
)
DEMO_SIGN_INS = (
    MARC,
    SOFIA,
    AMINATA,
    THOMAS,
    HELENE,
    PHILIPPE,
    CLAIRE,
    DemoPerson(
        "Jeanne",
        "Roussel",
        {"fr": "Représentante du personnel", "en": "Staff representative"},
        "Gestion de sinistres",
        "Indemnisation",
        "Strasbourg",
        arrived_for=4100,
        role=REPRESENTATIVE,
    ),
    DemoPerson(
        "Nadège",
        "Roche",
        {"fr": "Paie, prend le fichier des lots remis", "en": "Payroll, takes the file of prizes handed over"},
        "Paie",
        "Ressources humaines",
        "Nantes",
        arrived_for=2600,
        role=PAYROLL,
    ),
    DemoPerson(
        "Karim",
        "Haddad",
        {"fr": "Informatique, branche les machines", "en": "IT, connects the machines"},
        "Exploitation",
        "Informatique",
        "Lille",
        arrived_for=1200,
        role=IT,
    ),
    OLIVIA,
)
