"""The contract of a badge criterion: settings that its schema validates, and the rule by which a badge is earned."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import marshmallow as ma

from app.journal.counted_events import COUNTED_EVENTS, DECIDED_KINDS
from app.journal.counter import CountRequirement
from app.kernel.discovery import discover_instances
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject, Schema, parse_kind_settings

TOO_MANY = ErrorMessage("It asks for more than it names.", french="Il en demande plus qu’il n’en nomme.")


class NoSuchCriterion(Invalid):
    """No file of `badges/criteria` has that name."""


@dataclass(frozen=True)
class ComposedRule:
    """A composed rule: the person holds `wanted` of these badges, named by their slugs."""

    badges: tuple[str, ...]
    wanted: int


@dataclass(frozen=True)
class DatedCountRequirement(CountRequirement):
    """A counted rule that ends for everybody with the day `until_on`, where each person works."""

    until_on: date | None = None


@dataclass(frozen=True)
class GivenRule:
    """A badge that people give by hand: nothing is counted."""


Words = Mapping[str, str]
"""The same text in French and in English."""


@dataclass(frozen=True)
class CriterionWords:
    """What people read: what a badge takes, one line each, and how far they are, with `done` and `wanted` to fill in.

    `progress_of_one` is for a single thing; `progress_of_several` for more.
    """

    lines: Sequence[Words]
    progress_of_one: Words
    progress_of_several: Words


BadgeRule = CountRequirement | ComposedRule | GivenRule
"""How a badge is earned: counted from facts, or composed of other badges; each shape is judged by a query of its own."""


@dataclass(frozen=True)
class BadgeCriterion:
    """A criterion: its name, its sentence in the reference and its label for authors, its settings, the rule that they make, and its words for people."""

    name: str
    sentence: str
    label: Words
    settings: type[Schema]
    rule: Callable[[JsonObject], BadgeRule]
    words: Callable[[JsonObject], CriterionWords]


def criteria_by_name() -> dict[str, BadgeCriterion]:
    """Every criterion by name: one file of `badges/criteria` each."""
    return discover_instances("badges.criteria", BadgeCriterion)


def get_criterion(name: str) -> BadgeCriterion:
    """The criterion of that name; NoSuchCriterion otherwise."""
    if name not in criteria_by_name():
        raise NoSuchCriterion(f"No criterion is called {name}: choose one of {', '.join(criteria_by_name())}.")
    return criteria_by_name()[name]


def parse_settings_and_rule(criterion: str, settings: JsonObject) -> tuple[JsonObject, BadgeRule]:
    """The loaded settings and their rule; Invalid, with pointers, for settings or events that do not exist."""
    return parse_criterion_settings(get_criterion(criterion), settings)


def parse_criterion_settings(criterion: BadgeCriterion, settings: JsonObject) -> tuple[JsonObject, BadgeRule]:
    """The same, for a criterion that is at hand."""
    loaded = parse_kind_settings(criterion.settings, settings, f"These settings do not suit {criterion.name}.")
    rule = criterion.rule(loaded)
    if isinstance(rule, CountRequirement):
        _refuse_unknown_events(rule)
    return loaded, rule


def _refuse_unknown_events(counting: CountRequirement) -> None:
    unknown = [kind for kind in counting.kinds if kind not in (*COUNTED_EVENTS, *DECIDED_KINDS)]
    if unknown:
        detail = f"No fact counts as {', '.join(unknown)}."
        raise Invalid(detail, errors=[FieldError("/settings", detail)])


def list_required_badge_slugs(criterion: str, settings: JsonObject) -> Sequence[str]:
    """The badges that a rule takes, by their slugs; none for a counted one."""
    rule = criteria_by_name()[criterion].rule(settings)
    return rule.badges if isinstance(rule, ComposedRule) else ()


def list_required_objects(criterion: str, settings: JsonObject) -> Sequence[str]:
    """The missions and badges that a badge takes, by their keys in the journal ("mission:publish"); none for activities."""
    rule = criteria_by_name()[criterion].rule(settings)
    if isinstance(rule, ComposedRule):
        return [f"badge:{slug}" for slug in rule.badges]
    return (rule.among or ()) if isinstance(rule, CountRequirement) else ()


def refuse_more_than_listed(wanted: int | None, listed: Collection[str]) -> None:
    """ValidationError at `wanted` where so many different ones are not named: nobody could ever receive the badge."""
    if (wanted or 1) > len(set(listed)):
        raise ma.ValidationError(TOO_MANY, "wanted")
