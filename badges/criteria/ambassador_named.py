"""The criterion `ambassador-named`: a term as an ambassador began."""

from __future__ import annotations

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonObject, Schema
from badges.criterion import BadgeCriterion, CriterionWords


class AmbassadorNamedSettings(Schema):
    """Nothing to set: one term is enough."""


def _build_count_requirement(_: JsonObject) -> CountRequirement:
    return CountRequirement(("ambassador.named",), DistinctBy.FACT, 1)


def _describe_settings(_: JsonObject) -> CriterionWords:
    fr = "Être proposé par des collègues, accepter, et commencer un mandat d’ambassadeur."
    return CriterionWords(
        [{"fr": fr, "en": "Be proposed by colleagues, accept, and begin a term as an ambassador."}],
        {"fr": "%(done)s mandat sur %(wanted)s", "en": "%(done)s of %(wanted)s term"},
        {"fr": "%(done)s mandats sur %(wanted)s", "en": "%(done)s of %(wanted)s terms"},
    )


criterion = BadgeCriterion(
    "ambassador-named",
    "A term as an ambassador began.",
    {"fr": "Un mandat d’ambassadeur", "en": "A term as an ambassador"},
    AmbassadorNamedSettings,
    _build_count_requirement,
    _describe_settings,
)
