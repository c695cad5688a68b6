"""What HR may write of the programme, with what holds as long as nobody wrote anything."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonInt, JsonObject, Schema
from app.web.forms.schema_fields import field_metadata, localised_field

ROLE_SHEET = {
    "fr": "Vous aidez des collègues de tous métiers à trouver une réponse, et vous faites circuler ce qui marche."
    " Vous ne jugez personne et ne surveillez rien. Le temps prévu fait partie de votre temps de travail."
    " Vous pouvez arrêter quand vous voulez, sans donner de raison.",
    "en": "You help colleagues of every trade to find an answer, and you pass on what works."
    " You judge nobody and watch over nothing. The planned time is part of your working time."
    " You may stop whenever you like, without giving a reason.",
}
TEXTS = {
    "fr": "Bonjour, votre question n’a pas encore de réponse : je cherche qui peut vous aider, et je reviens vers vous.\n"
    "Merci pour ce partage. Je l’ai signalé à des collègues d’une autre région que cela concerne.",
    "en": "Hello, your question has no answer yet: I am looking for who can help, and will come back to you.\n"
    "Thank you for sharing this. I passed it on to colleagues of another region whom it concerns.",
}
LONGEST_TEXTS = 2000
"""Characters of all ready-made texts of a language."""
MORE_UNITS = ErrorMessage(
    "Must be less than or equal to {most}: each colleague comes from one team.",
    french="Pas plus que {most} : chaque collègue vient d’une seule équipe.",
)


def _number_field(least: int, most: int, default: int, metadata: dict[str, object]) -> JsonInt:
    return JsonInt(load_default=default, validate=ma.validate.Range(least, most), metadata=metadata)


class ProgrammeSchema(Schema):
    """The rules by which somebody becomes an ambassador, and the texts that ambassadors read."""

    colleagues = _number_field(
        2,
        20,
        3,
        field_metadata("Colleagues who propose", "Collègues qui proposent", "How many colleagues make a candidate."),
    )
    units = _number_field(
        1, 10, 2, field_metadata("Teams they come from", "Équipes dont ils viennent", "Of how many teams at least.")
    )
    answer_days = _number_field(
        7,
        90,
        21,
        field_metadata(
            "Days to answer",
            "Jours pour répondre",
            "After so many days without an answer, the candidate has said no.",
            hint={
                "fr": "Sans réponse après ces jours, c’est non, et personne ne l’apprend.",
                "en": "No answer after so many days is a no, and nobody learns of it.",
            },
        ),
    )
    hours = _number_field(
        1,
        40,
        4,
        field_metadata("Hours a month", "Heures par mois", "The time envelope that the role sheet proposes."),
    )
    term_months = _number_field(
        3, 24, 12, field_metadata("Months of a term", "Mois d’un mandat", "How long a term runs.")
    )
    path = ma.fields.Str(
        load_default=None,
        allow_none=True,
        metadata=field_metadata(
            "Training path", "Parcours de formation", "The path that trains ambassadors, by its slug.", form="paths"
        ),
    )
    role_sheet = localised_field(
        2000,
        field_metadata(
            "Role sheet", "Fiche de rôle", "What the role is, for the candidate and who agrees.", form="text"
        ),
        is_required=False,
    )

    texts = localised_field(
        LONGEST_TEXTS,
        field_metadata(
            "Ready-made texts",
            "Textes prêts à l’emploi",
            "One a line, for ambassadors to copy.",
            form="text",
            hint={"fr": "Un texte par ligne.", "en": "One text a line."},
        ),
        is_required=False,
    )

    @ma.validates_schema
    def refuse_more_units_than_colleagues(self, values: JsonObject, **_: object) -> None:
        """Refuse a rule that nobody can meet."""
        if values["units"] > values["colleagues"]:
            raise ma.ValidationError({"units": [MORE_UNITS.format(most=values["colleagues"])]})
