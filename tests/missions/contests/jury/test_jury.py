"""A jury judges ideas without their authors, leaves out conflicts, and gives a mean with its spread."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from missions.contests.ideas.service import send_idea
from missions.contests.jury import queries, service
from missions.contests.jury.scoring import CRITERIA, compute_jury_score
from missions.contests.models import Contest
from missions.contests.states import ContestState
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import OPENS_AT, make_contest, make_participants, make_terms
from tests.missions.contests.ideas.test_ideas import FORM

NEXT_DAY = OPENS_AT + timedelta(days=1)
MARKS = st.lists(st.integers(1, 5), min_size=len(CRITERIA), max_size=len(CRITERIA))


def arrange(authors: int = 2, jurors: int = 3) -> tuple[Contest, list[int], list[int], list[int]]:
    """An open contest with a jury: the contest, its authors, one idea of each, and its jurors."""
    people = make_people(authors + jurors)
    contest = make_contest(make_terms("ideas", jury_ids=tuple(people[authors:])))
    make_participants(contest, people[:authors])
    with clock.freeze_at(NEXT_DAY):
        ideas = [send_idea(contest, author, FORM).id for author in people[:authors]]
    return contest, people[:authors], ideas, people[authors:]


def mark(contest: Contest, idea_id: int, juror: int, *marks: int) -> None:
    """Let a juror mark an idea."""
    service.save_sheet(contest, idea_id, juror, dict(zip(CRITERIA, map(str, marks), strict=True)))


@given(st.lists(MARKS, min_size=2, max_size=6))
def test_a_score_is_the_mean_of_the_jurors_within_their_spread(sheets: list[list[int]]) -> None:
    score = compute_jury_score(sheets)
    assert score is not None
    mean = Fraction(sum(map(sum, sheets)) * 100, len(sheets) * len(CRITERIA))
    assert abs(score.mean - mean) <= Fraction(1, 2)
    assert 100 <= score.lowest <= score.mean <= score.highest <= 500
    assert score == compute_jury_score(sheets[::-1])


def test_one_juror_alone_gives_no_score() -> None:
    assert compute_jury_score([]) is None
    assert compute_jury_score([(5, 5, 5)]) is None


def test_a_conflict_leaves_the_juror_out_and_a_missing_sheet_is_counted(app: Application) -> None:
    with transaction():
        contest, (ada, ben), (first, second), jury = arrange()
        mark(contest, first, jury[0], 4, 4, 4)
        mark(contest, first, jury[1], 2, 2, 2)
        mark(contest, first, jury[2], 5, 5, 5)
        service.declare_conflict(contest, first, jury[2])
        mark(contest, second, jury[0], 5, 4, 4)
        assert queries.count_missing_sheets(contest.id, jury) == queries.MissingSheets(sheets=2, jurors=2)
        scores = queries.compute_scores_of_ideas(contest.id, jury)
        assert {idea: (score.mean, score.lowest, score.highest, score.jurors) for idea, score in scores.items()} == {
            first: (300, 200, 400, 2)
        }
        assert queries.find_best_ideas_of_people(contest.id, jury) == {ada: (300, NEXT_DAY)}
        mark(contest, second, jury[1], 4, 4, 5)
        assert queries.find_best_ideas_of_people(contest.id, jury) == {ada: (300, NEXT_DAY), ben: (433, NEXT_DAY)}
        assert queries.find_best_ideas_of_people(contest.id, jury[:1]) == {}


def test_of_an_authors_ideas_with_equal_marks_the_one_sent_first_stands_for_them(app: Application) -> None:
    with transaction():
        contest, (ada,), (first,), jury = arrange(authors=1)
        with clock.freeze_at(NEXT_DAY + timedelta(days=1)):
            second = send_idea(contest, ada, FORM).id
        for idea in (second, first):
            mark(contest, idea, jury[0], 4, 4, 4)
            mark(contest, idea, jury[1], 4, 4, 4)
        assert queries.find_best_ideas_of_people(contest.id, jury) == {ada: (400, NEXT_DAY)}
        mark(contest, second, jury[1], 5, 4, 4)
        assert queries.find_best_ideas_of_people(contest.id, jury) == {ada: (417, NEXT_DAY + timedelta(days=1))}


def test_sheets_are_closed_once_the_result_is_made(app: Application) -> None:
    with transaction():
        contest, _, (idea, _other), jury = arrange()
        contest.state = ContestState.CLOSED
        mark(contest, idea, jury[0], 1, 2, 3)
        contest.state = ContestState.PROVISIONAL
        with pytest.raises(service.JuryNotSitting):
            mark(contest, idea, jury[0], 5, 5, 5)
        with pytest.raises(service.JuryNotSitting):
            service.declare_conflict(contest, idea, jury[0])


def test_only_the_jury_finds_its_desk_and_it_names_no_author(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        contest, authors, (idea, _other), jury = arrange()
        slug = contest.slug
    author, juror = sign_in(bare_app.test_client(), authors[0]), sign_in(bare_app.test_client(), jury[0])
    assert author.get(f"/contests/{slug}/jury").status_code == 404
    assert author.get(f"/contests/{slug}/jury/{idea}").status_code == 404
    assert send(author, f"/contests/{slug}/jury/{idea}", usefulness="5", ease="5", proof="5").status_code == 404
    desk = juror.get(f"/contests/{slug}/jury").text
    assert "Il vous reste 2 idées à lire." in desk
    assert "Camille" not in desk.partition("<main")[2]


def test_a_sheet_without_a_mark_comes_back_with_what_was_marked(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        contest, _, (idea, _other), jury = arrange()
        path = f"/contests/{contest.slug}/jury/{idea}"
    juror = sign_in(bare_app.test_client(), jury[0])
    refused = send(juror, path, usefulness="4", proof="6")
    assert refused.status_code == 422
    assert links_of_summary(refused.text).keys() == {"#f-ease", "#f-proof"}
    assert 'name="usefulness" value="4" checked' in refused.text
    assert send(juror, path, usefulness="4", ease="3", proof="5").status_code == 303
    page = juror.get(path).text
    assert 'name="proof" value="5" checked' in page
