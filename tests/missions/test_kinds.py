"""Every kind of mission keeps the common contract, without being named here."""

from __future__ import annotations

import marshmallow as ma
import pytest

from app.journal.kinds import KINDS
from app.kernel.errors import Invalid
from missions.kind import MissionKind, counting_of, kinds


def settings_of(kind: MissionKind) -> dict[str, object]:
    """The least that the kind's own schema accepts, found from its fields."""
    choices = {"facts": ["post.created"], "wanted": 2}
    fields = kind.settings().fields
    for name, field in fields.items():
        if field.required and name not in choices:
            choices[name] = _first_choice(field)
    return {name: value for name, value in choices.items() if name in fields}


def _first_choice(field: ma.fields.Field[object]) -> object:
    return next(choice for rule in field.validators if isinstance(rule, ma.validate.OneOf) for choice in rule.choices)


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
class TestEveryKind:
    def test_it_says_what_it_is(self, kind: MissionKind) -> None:
        assert kind.name.islower()
        assert kind.sentence.endswith(".")

    def test_its_least_settings_count_something_real(self, kind: MissionKind) -> None:
        _, counting = counting_of(kind.name, settings_of(kind))
        assert counting.wanted >= 1
        assert set(counting.kinds) <= KINDS.keys()

    def test_an_unknown_setting_is_refused_where_it_stands(self, kind: MissionKind) -> None:
        with pytest.raises(Invalid) as refused:
            counting_of(kind.name, settings_of(kind) | {"colour": "red"})
        assert [error.pointer for error in refused.value.errors] == ["/settings/colour"]

    def test_a_missing_setting_is_refused_where_it_stands(self, kind: MissionKind) -> None:
        with pytest.raises(Invalid) as refused:
            counting_of(kind.name, {})
        assert refused.value.errors

    def test_it_is_described_for_whoever_fills_it_in(self, kind: MissionKind) -> None:
        fields = kind.settings().fields
        assert fields
        assert all(field.metadata.get("description") for field in fields.values())


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match="activity, distinct, rhythm"):
        counting_of("juggling", {})
