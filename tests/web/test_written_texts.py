"""Whatever people write, a sign that nobody can see is refused where it was typed, by its name and its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.kernel import clock
from app.kernel.errors import Invalid
from app.leaderboards.authoring.form import parse_board_form, parse_season_form
from app.people.crisis.schemas import parse_crisis_form
from app.points.rules.schemas import RuleForm
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.attempts.answers import InvalidAnswers, parse_answers
from missions.reviews.questions import REVIEWER_COMMENT

TYPED = "Bon\u202ejour"
NAMED = "U+202E"


def find_fault_in_crisis() -> str:
    draft = parse_crisis_form({"reason_fr": TYPED, "reason_en": "Flood"}, zone="Europe/Paris", now=clock.now())
    return draft.errors["reason_fr"]


def find_fault_in_answer() -> str:
    with pytest.raises(InvalidAnswers) as refused:
        parse_answers((REVIEWER_COMMENT,), {"reply": TYPED})
    return refused.value.remarks["reply"]["fr"]


def find_fault_in_badge() -> str:
    text = BadgeText(name={"fr": TYPED, "en": "Hello"}, description={"fr": "Bonjour", "en": "Hello"})
    with pytest.raises(Invalid) as refused:
        create_and_publish_badge("hello", "activity-count", {}, text=text)
    assert refused.value.errors[0].pointer == "/name/fr"
    return refused.value.errors[0].detail


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "find_fault",
    [
        find_fault_in_crisis,
        find_fault_in_answer,
        find_fault_in_badge,
        lambda: RuleForm(justification=TYPED).list_input_faults()["justification"],
        lambda: parse_board_form({"title_fr": TYPED})[1]["title_fr"],
        lambda: parse_season_form({"name_fr": TYPED})[1]["name_fr"],
    ],
)
def test_a_hidden_sign_is_named_at_its_field(find_fault: Callable[[], str]) -> None:
    assert NAMED in find_fault()
