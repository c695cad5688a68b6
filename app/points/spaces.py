"""What points say in spaces: rules that wait for HR, and the rules in force for those who watch over them."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from app.points.rules.health import RuleState
from app.points.rules.queries import list_rule_overviews, list_rules_in_force


def list_rule_counts() -> Iterator[SpaceLine]:
    """How many rules wait for their publication, have little effect, are new or are in force."""
    overviews, path = list_rule_overviews(), build_path("points_rules.list_rules")
    states = [overview.state for overview in overviews]
    drafts = sum(overview.draft is not None or overview.state is RuleState.DRAFT for overview in overviews)
    weak, new = states.count(RuleState.DEAD), states.count(RuleState.NEW)
    if drafts:
        yield SpaceLine(text=N_("Règles à publier"), figure=drafts, path=path, waits=True)
    if weak:
        yield SpaceLine(text=N_("Règles qui ont peu ou pas d’effet"), figure=weak, path=path, waits=True)
    yield SpaceLine(text=N_("Règles en vigueur"), figure=states.count(RuleState.IN_FORCE) + weak + new, path=path)
    if new:
        yield SpaceLine(text=N_("Parmi elles, nouvelles depuis moins d’un mois"), figure=new, path=path)


def list_sentences_in_force() -> Iterator[SpaceLine]:
    """Each rule in force, in its own words, and since when."""
    for rule in list_rules_in_force():
        yield SpaceLine(text=N_("%(sentence)s"), params={"sentence": rule.sentence}, figure=rule.in_force_from)
    yield SpaceLine(text=N_("Managers et RH n’ont accès aux points d’aucune autre personne."))


PARTS = (
    SpacePart("hr", "Règles de points", "points.write", list_rule_counts, place=30),
    SpacePart("transparency", "Règles de points en vigueur", "transparency.see", list_sentences_in_force, place=10),
)
