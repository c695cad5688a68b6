"""Missions drawn by chance go out as a file and come in again: nothing changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.journal.event_labels import ACTIONS
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.web.programme.encodings import encode_json_file, encode_yaml_file
from app.web.programme.entries import ImportEffect
from app.web.programme.queries import list_file_sections, read_encoded_sections
from missions.periods import Recurrence, RepeatPeriod
from missions.service.paths import PathDraft, PathText, StepDraft, save_mission_path
from missions.service.write import Availability, MissionDraft, MissionText, save_mission_draft
from tests.examples import examples
from tests.makers import WORDS, make_mission_draft
from tests.programme_files import fates, import_file

TEXTS = st.text(
    st.characters(
        codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters="\n\t", exclude_characters="\u3000"
    ),
    min_size=1,
    max_size=30,
).filter(lambda text: all(sign.isprintable() or sign in "\n\t\u00a0\u202f\u2009" for sign in text))
BOTH = st.builds(lambda fr, en: {"fr": fr, "en": en}, TEXTS, TEXTS)
MOMENTS = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis asks for bounds without a zone
SETTINGS = st.one_of(
    st.tuples(
        st.just("activity"),
        st.fixed_dictionaries(
            {"facts": st.lists(st.sampled_from(sorted(ACTIONS)), min_size=1, unique=True), "wanted": st.integers(1, 9)},
            optional={"communities": st.lists(TEXTS, min_size=1, max_size=3), "within_days": st.integers(1, 30)},
        ),
    ),
    st.tuples(
        st.just("distinct"),
        st.fixed_dictionaries(
            {
                "facts": st.just(["post.created"]),
                "wanted": st.integers(1, 9),
                "of": st.sampled_from(["people", "units"]),
            }
        ),
    ),
    st.tuples(st.just("set"), st.just({"missions": ["base"]})),
)
TERMS = st.builds(
    Availability,
    recurrence=st.one_of(
        st.just(Recurrence()),
        st.builds(Recurrence, st.integers(1, 5), st.sampled_from([RepeatPeriod.WEEK, RepeatPeriod.DAY])),
    ),
    audience=st.fixed_dictionaries(
        {},
        optional={
            "languages": st.just(["fr"]),
            "regions": st.lists(TEXTS, min_size=1, max_size=2),
            "arrived_from": st.just("2026-01-05"),
        },
    ),
    starts_at=MOMENTS,
    link=st.none() | st.just("https://rse.example/c/1?a=b&c='d'".replace("'", "")),
    rehearsal=st.booleans(),
    standalone=st.booleans(),
)
WRITINGS = st.builds(
    lambda chosen, text, availability, numbers: MissionDraft(
        kind=chosen[0], settings=chosen[1], text=text, minutes=numbers[0], points=numbers[1], availability=availability
    ),
    SETTINGS,
    st.builds(MissionText, title=BOTH, why=BOTH, who_sees=BOTH),
    TERMS,
    st.tuples(st.integers(1, 60), st.integers(0, 100)),
)


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=examples(15),
)
@given(st.lists(WRITINGS, min_size=1, max_size=3))
@pytest.mark.property
def test_what_was_exported_changes_nothing_when_it_comes_back(app: Application, writings: list[MissionDraft]) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction():
        save_mission_draft("base", make_mission_draft())
        for number, entry in enumerate(writings):
            save_mission_draft(f"m-{number}", entry)
        steps = (StepDraft(mission="m-0"), StepDraft(mission="base", opens_after_days=7, needs=("m-0",)))
        text = PathText(title=writings[0].text.title, why=WORDS, objective=writings[0].text.why, sponsor="Ada")
        save_mission_path(
            "p", PathDraft(text=text, steps=steps, opens_on_joining=True, audience=writings[0].availability.audience)
        )
        draft = read_encoded_sections(list_file_sections())
        for written in (encode_yaml_file(draft), encode_json_file(draft)):
            assert set(fates(written).values()) == {ImportEffect.UNCHANGED}
            assert import_file(written) == []
        assert read_encoded_sections(list_file_sections()) == draft
        raise Undone
