"""Every criterion of badges keeps the common contract, without being named here."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from sqlalchemy import select

from app.journal.counted_events import COUNTED_EVENTS, DECIDED_KINDS
from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject, Schema
from app.kernel.transaction import transaction
from badges.criterion import (
    BadgeCriterion,
    ComposedRule,
    CriterionWords,
    DatedCountRequirement,
    criteria_by_name,
    parse_criterion_settings,
    parse_settings_and_rule,
)
from badges.models import BadgeVersion
from badges.service.publish import create_and_publish_badge
from tests.badges.test_awards import TEXT
from tests.least_settings import least_settings
from tests.makers import WORDS


@pytest.mark.parametrize("criterion", criteria_by_name().values(), ids=lambda criterion: criterion.name)
class TestEveryCriterion:
    def test_it_says_what_it_is(self, criterion: BadgeCriterion) -> None:
        assert criterion.name.islower()
        assert criterion.sentence.endswith(".")
        assert all(field.metadata.get("description") for field in criterion.settings().fields.values())

    def test_it_says_in_both_languages_what_it_takes_and_how_far_one_is(self, criterion: BadgeCriterion) -> None:
        loaded, _ = parse_settings_and_rule(criterion.name, least_settings(criterion.settings()))
        words = criterion.words(loaded)
        assert words.lines
        assert all(line["fr"][-1] in ".:" and line["en"][-1] in ".:" for line in words.lines)
        for progress in (words.progress_of_one, words.progress_of_several):
            assert all("2" in progress[language] % {"done": 1, "wanted": 2} for language in ("fr", "en"))

    def test_an_unknown_setting_is_refused_where_it_stands(self, criterion: BadgeCriterion) -> None:
        with pytest.raises(Invalid) as refused:
            parse_settings_and_rule(criterion.name, least_settings(criterion.settings()) | {"colour": "red"})
        assert [error.pointer for error in refused.value.errors] == ["/settings/colour"]

    def test_a_missing_setting_is_refused_where_it_stands(self, criterion: BadgeCriterion) -> None:
        for name in least_settings(criterion.settings()):
            settings = {key: value for key, value in least_settings(criterion.settings()).items() if key != name}
            with pytest.raises(Invalid) as refused:
                parse_settings_and_rule(criterion.name, settings)
            assert [error.pointer for error in refused.value.errors] == [f"/settings/{name}"]

    def test_its_least_settings_make_a_rule_that_can_be_judged(self, criterion: BadgeCriterion) -> None:
        _, rule = parse_settings_and_rule(criterion.name, least_settings(criterion.settings()))
        if isinstance(rule, ComposedRule):
            assert 1 <= rule.wanted <= len(rule.badges)
        elif isinstance(rule, CountRequirement):
            assert rule.wanted >= 1
            assert rule.kinds
            assert set(rule.kinds) <= {*COUNTED_EVENTS, *DECIDED_KINDS}

    def test_its_settings_are_kept_as_json_and_read_again_as_they_were(self, criterion: BadgeCriterion) -> None:
        loaded, rule = parse_settings_and_rule(criterion.name, least_settings(criterion.settings()))
        assert parse_settings_and_rule(criterion.name, json.loads(json.dumps(loaded))) == (loaded, rule)

    def test_likes_alone_and_unknown_kinds_of_facts_are_refused_where_they_stand(
        self, criterion: BadgeCriterion
    ) -> None:
        least = least_settings(criterion.settings())
        if "facts" in least:
            likes, unknown, decided = ["post.liked"], ["post.invented"], ["post.created", "prize.won"]
            places = {"/settings/facts": likes, "/settings/facts/0": unknown, "/settings/facts/1": decided}
            for pointer, facts in places.items():
                with pytest.raises(Invalid) as refused:
                    parse_settings_and_rule(criterion.name, least | {"facts": facts})
                assert [error.pointer for error in refused.value.errors] == [pointer]


def test_an_unknown_criterion_is_refused_with_those_that_there_are(app: Application) -> None:
    with pytest.raises(Invalid, match="missions-completed"), transaction():
        create_and_publish_badge("b", "charm", {}, text=TEXT)


class NoSettings(Schema):
    """No setting."""


NO_WORDS = CriterionWords([], {}, {})

EVERY_SETTING: dict[str, JsonObject] = {
    "activity-count": {
        "facts": ["post.created", "answer.accepted:counterpart"],
        "wanted": 3,
        "communities": ["c", "d"],
        "within_days": 30,
    },
    "missions-completed": {"missions": ["m", "n"], "wanted": 1},
    "pioneer": {"until": "2026-12-31"},
}
"""Together they use every part of a counting."""


@pytest.mark.parametrize("criterion", EVERY_SETTING)
def test_every_part_of_a_counting_is_kept(app: Application, criterion: str) -> None:
    _, rule = parse_settings_and_rule(criterion, EVERY_SETTING[criterion])
    with transaction():
        create_and_publish_badge("b", criterion, EVERY_SETTING[criterion], text=TEXT)
        badge = session().scalars(select(BadgeVersion)).one()
        parts = (
            tuple(badge.counted_kinds),
            DistinctBy(badge.counted_by),
            badge.wanted,
            None if badge.among is None else tuple(badge.among),
            None if badge.communities is None else tuple(badge.communities),
            badge.within_days,
            badge.until_on,
        )
    kept = DatedCountRequirement(*parts) if isinstance(rule, DatedCountRequirement) else CountRequirement(*parts[:-1])
    assert kept == rule


def test_together_they_use_every_part_of_a_counting() -> None:
    rules = [parse_settings_and_rule(criterion, settings)[1] for criterion, settings in EVERY_SETTING.items()]
    unused = DatedCountRequirement((), DistinctBy.FACT, 0)
    parts = {field.name: getattr(unused, field.name) for field in fields(unused)}
    assert [part for part, value in parts.items() if all(getattr(rule, part, value) == value for rule in rules)] == []


def test_a_criterion_that_counts_an_unknown_kind_of_fact_is_refused() -> None:
    wrong = CountRequirement(("post.created", "post.invented"), DistinctBy.FACT, 1)
    made = BadgeCriterion("made", "Made here.", WORDS, NoSettings, lambda _: wrong, lambda _: NO_WORDS)
    with pytest.raises(Invalid, match=r"post\.invented") as refused:
        parse_criterion_settings(made, {})
    assert [error.pointer for error in refused.value.errors] == ["/settings"]
