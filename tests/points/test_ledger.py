"""The ledger says what the rules say: once each, up to the cap, and corrected by new lines only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.journal.counted_events import CountedEvent
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.transaction import transaction
from app.points.models import LedgerEntry
from app.points.rules import service as rules
from app.points.service import Amounts, Cap, create_and_publish_rule
from app.points.terms import RuleTerms
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, tell
from tests.points.makers import (
    list_line_amounts,
    make_answer,
    make_undo,
    make_useful_mark,
    publish_five_points_per_answer,
    read_balance,
    unit_balance_of,
)


def test_each_fact_is_credited_once_to_the_person_and_to_their_unit(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer()
    tell(make_answer("a", ada), make_answer("b", ada))
    tell(make_answer("a", ada))
    catch_up()
    assert read_balance(ada) == 10
    with transaction():
        unit_id = session().scalar(select(LedgerEntry.unit_id).limit(1))
        assert unit_id is not None
        assert unit_balance_of(unit_id) == 10


def test_what_is_taken_back_is_corrected_by_a_line_that_names_the_old_one(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer()
    tell(make_answer("a", ada))
    catch_up()
    tell(make_undo("a", ada))
    catch_up()
    assert list_line_amounts(ada) == [(5, MONDAY), (-5, MONDAY)]
    assert read_balance(ada) == 0


def test_the_cap_of_a_week_holds_and_the_next_week_is_open(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer(Cap(2, "week"))
    tell(*(make_answer(f"{day}", ada, MONDAY + timedelta(days=day)) for day in range(9)))
    catch_up()
    assert [earned_at for _, earned_at in list_line_amounts(ada)] == [
        MONDAY + timedelta(days=day) for day in (0, 1, 7, 8)
    ]


def test_a_late_fact_takes_its_place_under_the_cap_and_the_total_stays(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer(Cap(2, "week"))
    tell(make_answer("tue", ada, MONDAY + timedelta(days=1)), make_answer("wed", ada, MONDAY + timedelta(days=2)))
    catch_up()
    tell(make_answer("mon", ada))
    catch_up()
    assert read_balance(ada) == 10
    assert sorted(points for points, _ in list_line_amounts(ada)) == [-5, 5, 5, 5]


def test_an_undone_fact_makes_room_under_the_cap(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer(Cap(1, "day"))
    tell(make_answer("a", ada), make_answer("b", ada, MONDAY + timedelta(hours=1)))
    catch_up()
    assert read_balance(ada) == 5
    tell(make_undo("a", ada))
    catch_up()
    assert read_balance(ada) == 5
    assert list_line_amounts(ada)[-1] in [(5, MONDAY + timedelta(hours=1)), (-5, MONDAY)]


def test_a_rule_is_never_retroactive(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer(since=MONDAY + timedelta(days=1))
    tell(make_answer("before", ada), make_answer("after", ada, MONDAY + timedelta(days=1)))
    catch_up()
    assert read_balance(ada) == 5


def test_reading_the_journal_again_from_the_start_changes_nothing(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer()
    tell(make_answer("a", ada), make_answer("b", ada))
    catch_up()
    with transaction():
        rewind_reader(readers_by_name()["points"])
    catch_up()
    assert list_line_amounts(ada) == [(5, MONDAY), (5, MONDAY)]
    with transaction():
        assert session().scalar(select(func.count()).select_from(LedgerEntry)) == 2


def test_a_rule_about_nothing_that_can_happen_is_refused(app: Application) -> None:
    with pytest.raises(Invalid, match=r"tea\.drunk"), transaction():
        create_and_publish_rule("tea", "tea.drunk", sentence=WORDS)


def test_a_rule_is_published_once(app: Application) -> None:
    with transaction():
        publish_five_points_per_answer()
    with pytest.raises(Conflict), transaction():
        publish_five_points_per_answer()


def test_an_answer_marked_useful_credits_its_author_and_not_the_one_who_marked_it(app: Application) -> None:
    with transaction():
        asker, author = make_people(2)
        create_and_publish_rule(
            "useful", "answer.accepted:counterpart", amounts=Amounts(personal=5), in_force_from=LONG_AGO
        )
    tell(make_useful_mark("a", asker, author), make_useful_mark("own", author, author))
    catch_up()
    assert (read_balance(asker), read_balance(author)) == (0, 5)
    tell(make_undo("a", asker))
    catch_up()
    assert read_balance(author) == 0


def test_one_rule_may_speak_of_several_kinds_under_one_cap(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        both = RuleTerms(
            events=(CountedEvent("answer.created"), CountedEvent("comment.created")), personal=5, cap=Cap(2, "week")
        )
        rules.save_rule_draft(both, slug="both")
        rules.publish_draft("both", in_force_from=LONG_AGO)
    tell(*(make_answer(f"{n}", ada, kind=kind) for n, kind in enumerate(["comment.created", "answer.created"] * 2)))
    catch_up()
    assert read_balance(ada) == 10
