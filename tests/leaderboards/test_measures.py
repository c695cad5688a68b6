"""Every measure and every sort of group keeps its contract, without being named here."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sqlalchemy import text

from app.journal.kinds import KINDS
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.groups.statements import select_cells, select_own_group_key
from app.leaderboards.measure import Measure, MeasureWords, Words, measures_by_name
from app.leaderboards.models import Board
from app.leaderboards.periods import ALL_TIME
from app.leaderboards.readers import TRIGGERING_KINDS
from app.leaderboards.subject import GroupKind, GroupKindWords, group_kinds_by_name
from tests.boards import catch_up_and_build, make_board, read_board
from tests.leaderboards.ranked_in_sql import select_packed_ranking
from tests.makers import MONDAY, make_people, tell

LINE = {"person_id", "score", "reached_at"}
SHARED_LINE = {"person_id", "unit_id", "site_id", "shared", "counted_at"}
PARAMETERS = dict(zip(("since", "until"), ALL_TIME, strict=True)) | {"detail": "hello", "now": MONDAY, "person_id": 1}


def columns_of(statement: str) -> set[str]:
    """The columns that a select has, as the database names them."""
    with transaction():
        return set(session().execute(text(statement), PARAMETERS).keys())


@pytest.mark.parametrize("measure", measures_by_name().values(), ids=lambda measure: measure.name)
def test_a_measure_selects_the_lines_of_the_contract(app: Application, measure: Measure) -> None:
    assert columns_of(measure.lines) == LINE
    assert measure.shared_lines is None or columns_of(measure.shared_lines) == SHARED_LINE
    changes = measure.shared_changes and columns_of(f"select * from {measure.shared_changes}") - {"id"}
    assert changes == (None if measure.shared_lines is None else SHARED_LINE)
    assert columns_of(select_packed_ranking(measure)) == {"people", "rows", "entries"}
    assert measure.sentence.endswith(".")
    assert measure.name.islower()
    assert measure.moved_by <= KINDS.keys() & TRIGGERING_KINDS


@pytest.mark.parametrize("subject", group_kinds_by_name().values(), ids=lambda subject: subject.name)
def test_a_sort_of_group_says_who_is_in_it(app: Application, subject: GroupKind) -> None:
    assert columns_of(subject.names) == {"key", "name"}
    assert columns_of(select_cells([subject.column])) == {subject.column, "people", "taking_part"}
    assert columns_of(select_own_group_key(subject)) == {subject.column}
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


def test_a_mission_is_counted_as_long_as_its_completion_stands(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2, on_boards=True)
        board = session().get_one(Board, make_board())
        board.measure, board.detail = "mission", "hello"
    tell(_build_completion(ada, "hello"), _build_completion(ben, "hello"), _build_completion(ben, "other"))
    tell(NewFact(kind="mission.reopened", source_key="re", occurred_at=MONDAY, actor_id=ada, undoes=f"hello:{ada}"))
    catch_up_and_build()
    assert [(row.rank, row.score) for row in read_board().rows] == [(1, 1.0)]


def _build_completion(person_id: int, slug: str) -> NewFact:
    key = f"{slug}:{person_id}"
    return NewFact(
        kind="mission.completed", source_key=key, occurred_at=MONDAY, actor_id=person_id, object=f"mission:{slug}"
    )
