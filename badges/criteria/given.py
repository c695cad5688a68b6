"""The criterion `given`: by the people whom HR named, with a reason."""

from __future__ import annotations

from app.kernel.schema import JsonObject, Schema
from badges.criterion import BadgeCriterion, CriterionWords, GivenRule

GIVEN_BY_HAND = "given"


class GivenSettings(Schema):
    """Nothing to choose: who may give it is set beside the badge."""


def _describe_settings(_: JsonObject) -> CriterionWords:
    line = {
        "fr": "Des personnes nommées par les RH le remettent, avec une raison écrite pour la personne qui le reçoit. Personne ne se le remet à soi-même.",
        "en": "People named by HR give it, with a reason written for the person who receives it. Nobody gives it to themselves.",
    }
    return CriterionWords(
        [line],
        {"fr": "%(done)s remise sur %(wanted)s", "en": "%(done)s of %(wanted)s time given"},
        {"fr": "%(done)s remises sur %(wanted)s", "en": "%(done)s of %(wanted)s times given"},
    )


criterion = BadgeCriterion(
    GIVEN_BY_HAND,
    "Given by hand, by the people whom HR named, with a reason.",
    {"fr": "Remis par des personnes que les RH nomment", "en": "Given by people whom HR names"},
    GivenSettings,
    lambda _: GivenRule(),
    _describe_settings,
)
