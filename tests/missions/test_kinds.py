"""Every kind of mission keeps the common contract, without being named here."""

from __future__ import annotations

import marshmallow as ma
import pytest

from app.journal.kinds import KINDS
from app.kernel.errors import Invalid
from missions.kind import Door, MissionKind, counting_of, kinds


def settings_of(kind: MissionKind) -> dict[str, object]:
    """The least that the kind's own schema accepts, found from its fields."""
    return {name: least(field) for name, field in kind.settings().fields.items() if field.required}


def least(field: ma.fields.Field[object]) -> object:
    """The least value of one field."""
    for rule in field.validators:
        if isinstance(rule, ma.validate.OneOf):
            return next(choice for choice in rule.choices if choice != "post.liked")
    if isinstance(field, ma.fields.List):
        return [least(field.inner)]
    if isinstance(field, ma.fields.Nested):
        return {name: least(inner) for name, inner in field.schema.fields.items() if inner.required}
    if isinstance(field, ma.fields.Dict):
        return {"fr": "Un texte", "en": "A text"}
    return 1 if isinstance(field, ma.fields.Int) else "a-name"


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
class TestEveryKind:
    def test_it_says_what_it_is(self, kind: MissionKind) -> None:
        assert kind.name.islower()
        assert kind.sentence.endswith(".")

    def test_its_least_settings_count_something_real(self, kind: MissionKind) -> None:
        _, counting = counting_of(kind.name, settings_of(kind), "m")
        assert counting.wanted >= 1
        assert set(counting.kinds) <= KINDS.keys()

    def test_an_unknown_setting_is_refused_where_it_stands(self, kind: MissionKind) -> None:
        with pytest.raises(Invalid) as refused:
            counting_of(kind.name, settings_of(kind) | {"colour": "red"}, "m")
        assert [error.pointer for error in refused.value.errors] == ["/settings/colour"]

    def test_a_missing_setting_is_refused_where_it_stands(self, kind: MissionKind) -> None:
        with pytest.raises(Invalid) as refused:
            counting_of(kind.name, {}, "m")
        assert refused.value.errors

    def test_likes_alone_qualify_for_nothing(self, kind: MissionKind) -> None:
        least = settings_of(kind)
        if "facts" in least:
            with pytest.raises(Invalid) as refused:
                counting_of(kind.name, least | {"facts": ["answer.created", "post.liked"]}, "m")
            assert [(error.pointer, "post.liked" in error.detail) for error in refused.value.errors] == [
                ("/settings/facts", True)
            ]

    def test_it_is_described_for_whoever_fills_it_in(self, kind: MissionKind) -> None:
        fields = kind.settings().fields
        assert fields
        assert all(field.metadata.get("description") for field in fields.values())
        assert all(set(field.metadata.get("label", {})) == {"fr", "en"} for field in fields.values())
        assert set(kind.label) == {"fr", "en"}

    def test_behind_a_door_of_ours_it_tells_a_fact_that_it_counts(self, kind: MissionKind) -> None:
        assert (kind.tells is None) == (kind.door is Door.NETWORK)
        _, counting = counting_of(kind.name, settings_of(kind), "m")
        assert kind.tells is None or (kind.tells in counting.kinds and counting.among == ("mission:m",))

    def test_what_its_page_asks_has_a_name_and_both_languages(self, kind: MissionKind) -> None:
        read, _ = counting_of(kind.name, settings_of(kind), "m")
        asks = kind.asks(read)
        assert len({ask.name for ask in asks}) == len(asks)
        assert all(set(ask.label) == {"fr", "en"} for ask in asks)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match="activity, distinct, rhythm"):
        counting_of("juggling", {}, "m")
