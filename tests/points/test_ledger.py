"""The ledger says what the rules say: once each, up to the cap, and corrected by new lines only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.journal.counted_events import CountedEvent
from app.journal.rebuild import rewind
from app.journal.registry import reader_called
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.transaction import transaction
from app.points import queries
from app.points.models import LedgerEntry
from app.points.rules import service as rules
from app.points.service import Amounts, Cap, publish_rule
from app.points.terms import Terms
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, tell
from tests.points.makers import answer, balance, five_points_an_answer, lines, marked_useful, undo


def test_each_fact_is_credited_once_to_the_person_and_to_their_unit(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        five_points_an_answer()
    tell(answer("a", ada), answer("b", ada))
    tell(answer("a", ada))
    catch_up()
    assert balance(ada) == 10
    with transaction():
        unit_id = session().scalar(select(LedgerEntry.unit_id).limit(1))
        assert unit_id is not None
        assert queries.unit_balance_of(unit_id) == 10


def test_what_is_taken_back_is_corrected_by_a_line_that_names_the_old_one(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        five_points_an_answer()
    tell(answer("a", ada))
    catch_up()
    tell(undo("a", ada))
    catch_up()
    assert lines(ada) == [(5, MONDAY), (-5, MONDAY)]
    assert balance(ada) == 0


def test_the_cap_of_a_week_holds_and_the_next_week_is_open(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        five_points_an_answer(Cap(2, "week"))
    tell(*(answer(f"{day}", ada, MONDAY + timedelta(days=day)) for day in range(9)))
    catch_up()
    assert [earned_at for _, earned_at in lines(ada)] == [MONDAY + timedelta(days=day) for day in (0, 1, 7, 8)]


def test_a_late_fact_takes_its_place_under_the_cap_and_the_total_stays(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        five_points_an_answer(Cap(2, "week"))
    tell(answer("tue", ada, MONDAY + timedelta(days=1)), answer("wed", ada, MONDAY + timedelta(days=2)))
    catch_up()
    tell(answer("mon", ada))
    catch_up()
    assert balance(ada) == 10
    assert sorted(points for points, _ in lines(ada)) == [-5, 5, 5, 5]


def test_an_undone_fact_makes_room_under_the_cap(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        five_points_an_answer(Cap(1, "day"))
    tell(answer("a", ada), answer("b", ada, MONDAY + timedelta(hours=1)))
    catch_up()
    assert balance(ada) == 5
    tell(undo("a", ada))
    catch_up()
    assert balance(ada) == 5
    assert lines(ada)[-1] in [(5, MONDAY + timedelta(hours=1)), (-5, MONDAY)]


def test_a_rule_is_never_retroactive(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        five_points_an_answer(since=MONDAY + timedelta(days=1))
    tell(answer("before", ada), answer("after", ada, MONDAY + timedelta(days=1)))
    catch_up()
    assert balance(ada) == 5


def test_reading_the_journal_again_from_the_start_changes_nothing(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        five_points_an_answer()
    tell(answer("a", ada), answer("b", ada))
    catch_up()
    with transaction():
        rewind(reader_called("points"))
    catch_up()
    assert lines(ada) == [(5, MONDAY), (5, MONDAY)]
    with transaction():
        assert session().scalar(select(func.count()).select_from(LedgerEntry)) == 2


def test_a_rule_about_nothing_that_can_happen_is_refused(app: Application) -> None:
    with pytest.raises(Invalid, match=r"tea\.drunk"), transaction():
        publish_rule("tea", "tea.drunk", sentence=WORDS)


def test_a_rule_is_published_once(app: Application) -> None:
    with transaction():
        five_points_an_answer()
    with pytest.raises(Conflict), transaction():
        five_points_an_answer()


def test_an_answer_marked_useful_credits_its_author_and_not_the_one_who_marked_it(app: Application) -> None:
    with transaction():
        asker, author = make_people(2)
        publish_rule("useful", "answer.accepted:counterpart", amounts=Amounts(personal=5), in_force_from=LONG_AGO)
    tell(marked_useful("a", asker, author), marked_useful("own", author, author))
    catch_up()
    assert (balance(asker), balance(author)) == (0, 5)
    tell(undo("a", asker))
    catch_up()
    assert balance(author) == 0


def test_one_rule_may_speak_of_several_kinds_under_one_cap(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        both = Terms(
            events=(CountedEvent("answer.created"), CountedEvent("comment.created")), personal=5, cap=Cap(2, "week")
        )
        rules.write_draft(both, slug="both")
        rules.publish("both", in_force_from=LONG_AGO)
    tell(*(answer(f"{n}", ada, kind=kind) for n, kind in enumerate(["comment.created", "answer.created"] * 2)))
    catch_up()
    assert balance(ada) == 10
