"""Every measure and every sort of group keeps its contract, without being named here."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sqlalchemy import text

from app.journal.kinds import KINDS
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards import statements
from app.leaderboards.measure import Measure, MeasureWords, Words, measures_by_name
from app.leaderboards.periods import ALL_TIME
from app.leaderboards.readers import TRIGGERING_KINDS
from app.leaderboards.subject import GroupKind, GroupKindWords, group_kinds_by_name
from tests.makers import MONDAY

LINE = {"person_id", "unit_id", "score", "shared", "reached_at"}
RESIDENT = {"key", "name", "person_id", "takes_part"}
PARAMETERS = dict(zip(("since", "until"), ALL_TIME, strict=True)) | {"detail": "hello", "now": MONDAY, "person_id": 1}


def columns_of(statement: str) -> set[str]:
    """The columns that a select has, as the database names them."""
    with transaction():
        return set(session().execute(text(statement), PARAMETERS).keys())


@pytest.mark.parametrize("measure", measures_by_name().values(), ids=lambda measure: measure.name)
def test_a_measure_selects_the_lines_of_the_contract(app: Application, measure: Measure) -> None:
    assert columns_of(measure.lines) == LINE
    assert columns_of(statements.select_packed_ranking(measure)) == {"people", "rows", "entries"}
    assert measure.sentence.endswith(".")
    assert measure.name.islower()
    assert measure.moved_by <= KINDS.keys() & TRIGGERING_KINDS


@pytest.mark.parametrize("subject", group_kinds_by_name().values(), ids=lambda subject: subject.name)
def test_a_sort_of_group_says_who_is_in_it_and_can_be_compared_by_every_measure(
    app: Application, subject: GroupKind
) -> None:
    assert columns_of(subject.members) == RESIDENT
    for measure in measures_by_name().values():
        assert "points" in columns_of(statements.select_group_totals(measure, subject))
    assert subject.sentence.endswith(".")


@pytest.mark.parametrize(
    "kind", [*measures_by_name().values(), *group_kinds_by_name().values()], ids=lambda kind: kind.name
)
def test_its_words_are_in_both_languages_and_its_scores_have_their_number(kind: Measure | GroupKind) -> None:
    texts = words_in(kind.words)
    assert all(words.keys() == {"fr", "en"} and all(words.values()) for words in texts.values())
    scores = [text for name in ("score_now", "scores_now") for text in texts.get(name, {}).values()]
    assert all("%(num)s" in text for text in scores)


def words_in(words: MeasureWords | GroupKindWords) -> dict[str, Words]:
    """Every text of a kind, by its name."""
    return {field.name: getattr(words, field.name) for field in fields(words) if getattr(words, field.name) is not None}
