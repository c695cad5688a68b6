"""Every text of the demo's programme is there in both languages, short, polite and calm."""

from __future__ import annotations

import re

import pytest

from seeds.onboarding_path import DISCOVERY, Invitation
from seeds.second_path import MONTH, WEEKLY


@pytest.mark.parametrize("one", [*DISCOVERY, *MONTH, WEEKLY], ids=lambda one: one.slug)
def test_a_mission_says_what_why_and_who_sees_in_both_languages(one: Invitation) -> None:
    for words in (one.title, one.why, one.who_sees):
        assert set(words) == {"fr", "en"}
        assert not any("!" in text for text in words.values())
        assert not re.search(r"\b(tu|toi|ton|jeunes?|vieux)\b", words["fr"], re.IGNORECASE)
    assert 1 <= one.minutes <= 15


def test_the_first_three_missions_ask_for_no_public_writing() -> None:
    asked = {fact for one in DISCOVERY[:3] for fact in (str(kind) for kind in one.settings["facts"])}  # type: ignore[attr-defined]  # a list of names
    assert not asked & {"post.created", "answer.created", "comment.created"}
