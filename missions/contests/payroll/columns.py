"""The columns of payroll's files: euros with a decimal comma, days as dd/mm/yyyy, and words in the reader's language."""

from __future__ import annotations

from app.kernel.texts import N_, translate_text
from app.web.languages import localise_text
from missions.contests.payroll.register import CeilingAlert, RegisterLine, YearOfPerson

PAYROLL_HEADS = (
    N_("Matricule"),
    N_("Nom"),
    N_("Prénom"),
    N_("Date de remise"),
    N_("Nom du concours"),
    N_("Lot"),
    N_("Valeur en euros"),
    N_("Nature pour la paie"),
    N_("Total de l’année compté dans le plafond"),
    N_("Plafond annuel"),
    N_("Plafond dépassé"),
)
REGISTER_HEADS = (
    N_("Matricule"),
    N_("Nom"),
    N_("Prénom"),
    N_("Année"),
    N_("Nombre de lots"),
    N_("Total de l’année compté dans le plafond"),
    N_("Plafond annuel"),
    N_("Alerte"),
    N_("Valeur des lots liés au travail"),
)
CLASS_NAMES = {
    "work": N_("Lié au travail"),
    "gift": N_("Cadeau"),
    "chance": N_("Hasard, sans lien avec le travail"),
}
ALERT_NAMES = {
    CeilingAlert.NONE: "",
    CeilingAlert.NEAR: N_("Près du plafond"),
    CeilingAlert.ABOVE: N_("Plafond dépassé"),
}


def build_payroll_cells(line: RegisterLine) -> list[str]:
    """The cells of a hand-over."""
    record = line.hand_over
    return [
        record.external_id,
        record.family_name,
        record.given_name,
        f"{record.handed_over_on:%d/%m/%Y}",
        localise_text(record.contest),
        localise_text(record.prize),
        format_cents(record.value_cents),
        translate_text(CLASS_NAMES[record.prize_class]),
        format_cents(line.counted_cents),
        format_cents(record.ceiling_cents),
        translate_text(N_("oui") if line.is_above else N_("non")),
    ]


def build_register_cells(year: YearOfPerson) -> list[str]:
    """The cells of what a person received in a year."""
    record = year.last.hand_over
    return [
        record.external_id,
        record.family_name,
        record.given_name,
        str(record.handed_over_on.year),
        str(len(year.lines)),
        format_cents(year.last.counted_cents),
        format_cents(record.ceiling_cents),
        translate_text(ALERT_NAMES[year.alert]),
        format_cents(year.work_cents),
    ]


def format_cents(cents: int) -> str:
    """Euros with two decimals and nothing else: 1234,50."""
    return f"{cents // 100},{cents % 100:02}"
