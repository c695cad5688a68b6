"""Every text of the demo's programme exists in both languages and is short, polite and calm; its paths keep the rules of paths."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.kind import parse_settings_and_count_requirement
from missions.models import Path
from missions.service.paths import check_and_publish_path
from seeds.onboarding_path import ONBOARDING_PATH, DemoMission
from seeds.programme import publish_programme
from seeds.second_path import FIRST_MONTH, WEEKLY_MISSION, publish_path_and_weekly_mission
from tests.makers import LONG_AGO


@pytest.mark.parametrize("mission", [*ONBOARDING_PATH, *FIRST_MONTH, WEEKLY_MISSION], ids=lambda mission: mission.slug)
def test_a_mission_says_what_why_and_who_sees_in_both_languages(mission: DemoMission) -> None:
    for words in (mission.title, mission.why, mission.who_sees):
        assert set(words) == {"fr", "en"}
        assert not any("!" in text for text in words.values())
        assert not re.search(r"\b(tu|toi|ton|jeunes?|vieux)\b", words["fr"], re.IGNORECASE)
    assert 1 <= mission.minutes <= 15


def test_the_paths_of_the_demo_hold_what_a_path_needs_to_be_published(app: Flask) -> None:
    with transaction():
        publish_programme(LONG_AGO)
        publish_path_and_weekly_mission()
        for path in session().scalars(select(Path)):
            check_and_publish_path(path)
            assert set(path.objective) == {"fr", "en"}


def test_the_first_three_missions_ask_for_no_public_writing() -> None:
    requested = {
        fact
        for mission in ONBOARDING_PATH[:3]
        for fact in parse_settings_and_count_requirement(mission.kind, mission.settings, mission.slug)[1].kinds
    }
    assert not requested & {"post.created", "answer.created", "comment.created"}
