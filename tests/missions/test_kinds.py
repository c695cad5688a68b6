"""Every kind of mission keeps the common contract, without being named here."""

from __future__ import annotations

import json

import pytest

from app.journal.counted_events import COUNTED_EVENTS, COUNTERPART, COUNTERPART_KINDS, CountedEvent
from app.journal.kinds import KINDS
from app.kernel.errors import Invalid
from missions.kind import CompletionMode, InputType, MissionKind, mission_kinds, parse_settings_and_count_requirement
from tests.least_settings import least_settings

OF_OTHERS = (CompletionMode.NETWORK, CompletionMode.HOUSE)


def settings_of(kind: MissionKind) -> dict[str, object]:
    """The least that the kind's own schema accepts."""
    return least_settings(kind.settings())


@pytest.mark.parametrize("kind", mission_kinds().values(), ids=lambda kind: kind.name)
class TestEveryKind:
    def test_it_says_what_it_is(self, kind: MissionKind) -> None:
        assert kind.name.islower()
        assert kind.sentence.endswith(".")

    def test_its_least_settings_count_something_real(self, kind: MissionKind) -> None:
        _, counting = parse_settings_and_count_requirement(kind.name, settings_of(kind), "m")
        assert counting.wanted >= 1
        assert set(counting.kinds) <= set(COUNTED_EVENTS)

    def test_an_unknown_setting_is_refused_where_it_stands(self, kind: MissionKind) -> None:
        with pytest.raises(Invalid) as refused:
            parse_settings_and_count_requirement(kind.name, settings_of(kind) | {"colour": "red"}, "m")
        assert [error.pointer for error in refused.value.errors] == ["/settings/colour"]

    def test_a_missing_setting_is_refused_where_it_stands(self, kind: MissionKind) -> None:
        with pytest.raises(Invalid) as refused:
            parse_settings_and_count_requirement(kind.name, {}, "m")
        assert refused.value.errors

    def test_likes_alone_qualify_for_nothing(self, kind: MissionKind) -> None:
        least = settings_of(kind)
        if "facts" in least:
            with pytest.raises(Invalid) as refused:
                parse_settings_and_count_requirement(
                    kind.name, least | {"facts": ["answer.created", "post.liked"]}, "m"
                )
            assert [(error.pointer, "post.liked" in error.detail) for error in refused.value.errors] == [
                ("/settings/facts", True)
            ]

    def test_what_counts_facts_counts_them_for_whom_they_are_about_too_where_they_tell_of_that_person(
        self, kind: MissionKind
    ) -> None:
        least = settings_of(kind)
        if "facts" in least:
            meant = [str(CountedEvent(name, COUNTERPART)) for name in COUNTERPART_KINDS]
            read, counting = parse_settings_and_count_requirement(kind.name, least | {"facts": meant}, "m")
            assert (read["facts"], list(counting.kinds)) == (meant, meant)

    @pytest.mark.parametrize("name", [f"{min(KINDS)}:{COUNTERPART}", f"{COUNTERPART_KINDS[0]}:actor", "a:b:c", ":"])
    def test_an_event_that_no_counterpart_has_is_refused_with_those_that_exist(
        self, kind: MissionKind, name: str
    ) -> None:
        least = settings_of(kind)
        if "facts" in least:
            with pytest.raises(Invalid) as refused:
                parse_settings_and_count_requirement(kind.name, least | {"facts": [name]}, "m")
            (error,) = refused.value.errors
            assert error.pointer == "/settings/facts/0"
            assert error.detail.startswith(f"{name} cannot be counted")
            assert str(CountedEvent(COUNTERPART_KINDS[0], COUNTERPART)) in error.detail

    @pytest.mark.parametrize("name", ["badge.awarded", "contest.finalised", "prize.won", "points.credited"])
    def test_what_is_decided_for_people_is_refused_where_it_stands(self, kind: MissionKind, name: str) -> None:
        least = settings_of(kind)
        if "facts" in least:
            with pytest.raises(Invalid) as refused:
                parse_settings_and_count_requirement(kind.name, least | {"facts": ["post.created", name]}, "m")
            (error,) = refused.value.errors
            assert error.pointer == "/settings/facts/1"
            assert error.detail == f"{name} cannot be counted: it is decided for people, and only what they do counts."

    def test_thanks_count_for_no_mission(self, kind: MissionKind) -> None:
        least = settings_of(kind)
        if "facts" in least:
            with pytest.raises(Invalid) as refused:
                parse_settings_and_count_requirement(kind.name, least | {"facts": ["thanks.given"]}, "m")
            (error,) = refused.value.errors
            assert error.detail == "thanks.given cannot be counted: nobody should do it for a reward."

    def test_it_is_described_for_whoever_fills_it_in(self, kind: MissionKind) -> None:
        fields = kind.settings().fields
        assert fields
        assert all(field.metadata.get("description") for field in fields.values())
        assert all(set(field.metadata.get("label", {})) == {"fr", "en"} for field in fields.values())
        assert set(kind.label) == {"fr", "en"}

    def test_behind_a_door_of_ours_it_tells_a_fact_that_it_counts(self, kind: MissionKind) -> None:
        assert (kind.emits is None) == (kind.completion_mode in OF_OTHERS)
        _, counting = parse_settings_and_count_requirement(kind.name, settings_of(kind), "m")
        assert kind.emits is None or (kind.emits in counting.kinds and counting.among == ("mission:m",))

    def test_what_its_page_asks_has_a_name_and_both_languages(self, kind: MissionKind) -> None:
        read, _ = parse_settings_and_count_requirement(kind.name, settings_of(kind), "m")
        questions = kind.questions(read)
        assert len({question.name for question in questions}) == len(questions)
        assert all(set(question.label) == {"fr", "en"} for question in questions)
        assert all({*words} == {"fr", "en"} for question in questions for _, words in question.choices)
        assert all((question.input_type is InputType.CHOICE) == (len(question.choices) > 1) for question in questions)
        assert not questions or kind.completion_mode not in OF_OTHERS

    def test_what_its_page_tells_is_in_both_languages(self, kind: MissionKind) -> None:
        read, _ = parse_settings_and_count_requirement(kind.name, settings_of(kind), "m")
        texts = [words for note in kind.page_blocks(read) for words in (note.label, note.text) if words is not None]
        assert all({*words} == {"fr", "en"} for words in texts)

    def test_it_has_hours_where_somebody_must_be_there(self, kind: MissionKind) -> None:
        read, _ = parse_settings_and_count_requirement(kind.name, settings_of(kind), "m")
        opening_hours = kind.opening_hours(read)
        assert (opening_hours is not None) == (kind.completion_mode is CompletionMode.PRESENCE)
        assert opening_hours is None or opening_hours.starts_at < opening_hours.ends_at

    def test_a_remark_names_an_answer_and_is_in_both_languages(self, kind: MissionKind) -> None:
        read, _ = parse_settings_and_count_requirement(kind.name, settings_of(kind), "m")
        remarks = kind.list_answer_errors(read, {})
        assert remarks.keys() <= {question.name for question in kind.questions(read)}
        assert all({*words} == {"fr", "en"} for words in remarks.values())

    def test_its_settings_are_kept_as_json_and_read_again_as_they_were(self, kind: MissionKind) -> None:
        read, counting = parse_settings_and_count_requirement(kind.name, settings_of(kind), "m")
        kept = json.loads(json.dumps(read))
        assert parse_settings_and_count_requirement(kind.name, kept, "m") == (read, counting)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match=", ".join(mission_kinds())):
        parse_settings_and_count_requirement("juggling", {}, "m")
