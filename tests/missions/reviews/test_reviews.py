"""Evidence is read by somebody else, in its turn, without a name, and nothing of it is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.notices.queries.inbox import list_notices
from missions import queries
from missions.acting.service import SubmissionOutcome
from missions.attempts.answers import InvalidAnswers
from missions.reviews.queries import (
    NoSuchEvidence,
    count_other_reviewers,
    find_evidence_thread,
    get_evidence_for_review,
    read_review_queue,
)
from missions.reviews.service.review import (
    EvidenceAlreadyTaken,
    accept_evidence,
    ask_author_for_more,
    release_evidence,
    take_evidence,
)
from missions.reviews.service.send import NoReplyExpected, reply_to_reviewer
from tests.makers import catch_up, make_people
from tests.missions.acting.arranged import count_facts_of, open_mission, submit_as
from tests.missions.company import completions_of
from tests.missions.reviews.conftest import NOON, SENT, TWO_HOURS, sent_by, state_of, waiting_for


def test_what_is_accepted_counts_from_when_it_was_sent_and_once(people: tuple[int, int, int]) -> None:
    ada, bea, _ = people
    paper = sent_by(ada)
    with clock.freeze_at(NOON + timedelta(days=1)):
        with transaction():
            take_evidence(bea, paper)
            accept_evidence(bea, paper, {"reply": "Merci, c’est très clair."})
        with pytest.raises(EvidenceAlreadyTaken), transaction():
            accept_evidence(bea, paper, {})
    assert [at for _, _, at in completions_of(ada)] == [NOON]
    catch_up()
    assert count_facts_of(ada, "mission.completed") == 1
    with transaction():
        thread = find_evidence_thread(ada, queries.get_mission("m").id)
    assert thread is not None
    assert [(reply.is_authors, reply.text) for reply in thread.replies] == [(False, "Merci, c’est très clair.")]


def test_more_is_asked_answered_and_comes_back_to_whoever_asked_at_its_old_place(people: tuple[int, int, int]) -> None:
    ada, bea, cy = people
    with transaction():
        (dan,) = make_people(1)
        open_mission("evidence", "other")
    first = sent_by(ada)
    with clock.freeze_at(NOON + timedelta(minutes=5)):
        second = sent_by(dan, "other")
    with transaction():
        take_evidence(bea, first)
        ask_author_for_more(bea, first, {"reply": "Et pour qui ?"})
    assert (state_of(first), waiting_for(cy)) == ("asked", [second])
    with transaction():
        reply_to_reviewer(ada, "m", {"reply": "Pour les nouveaux."})
    with pytest.raises(NoReplyExpected), transaction():
        reply_to_reviewer(cy, "m", {"reply": "Rien à dire."})
    with transaction():
        assert [paper.id for paper in read_review_queue(bea).taken] == [first]
        assert [reply.text for reply in get_evidence_for_review(bea, first).replies] == [
            "Et pour qui ?",
            "Pour les nouveaux.",
        ]
    assert waiting_for(cy) == [second]
    with clock.freeze_at(NOON + TWO_HOURS):
        assert waiting_for(cy) == [first, second]


def test_asking_says_what_is_missing(people: tuple[int, int, int]) -> None:
    ada, bea, _ = people
    paper = sent_by(ada)
    with transaction():
        take_evidence(bea, paper)
    with pytest.raises(InvalidAnswers), transaction():
        ask_author_for_more(bea, paper, {"reply": "  "})
    assert state_of(paper) == "taken"


def test_while_it_is_read_sending_again_changes_nothing(people: tuple[int, int, int]) -> None:
    ada, bea, _ = people
    paper = sent_by(ada)
    assert submit_as(ada, {"text": "Encore", "link": "https://rse.example/posts/2"}) is SubmissionOutcome.SENT
    assert waiting_for(bea) == [paper]
    with transaction():
        assert get_evidence_for_review(bea, paper).text == SENT["text"]


def test_nobody_sees_takes_or_accepts_their_own(people: tuple[int, int, int]) -> None:
    _, bea, cy = people
    paper = sent_by(bea)
    assert (waiting_for(bea), waiting_for(cy)) == ([], [paper])
    for verb in (get_evidence_for_review, take_evidence, release_evidence):
        with pytest.raises(NoSuchEvidence), transaction():
            verb(bea, paper)
    with pytest.raises(NoSuchEvidence), transaction():
        accept_evidence(bea, paper, {})
    with transaction():
        assert count_other_reviewers(bea) == 1


def test_what_is_taken_is_offered_to_nobody_else_until_it_is_released_or_lapses(people: tuple[int, int, int]) -> None:
    ada, bea, cy = people
    paper = sent_by(ada)
    with transaction():
        take_evidence(bea, paper)
        take_evidence(bea, paper)
    assert waiting_for(cy) == []
    with pytest.raises(EvidenceAlreadyTaken), transaction():
        take_evidence(cy, paper)
    with transaction():
        release_evidence(bea, paper)
        take_evidence(cy, paper)
    with clock.freeze_at(NOON + TWO_HOURS):
        assert waiting_for(bea) == [paper]
        with transaction():
            take_evidence(bea, paper)
        with pytest.raises(EvidenceAlreadyTaken), transaction():
            accept_evidence(cy, paper, {})
    assert count_facts_of(ada, "evidence.accepted") == 0


def test_whoever_is_late_still_answers_when_nobody_else_took_it(people: tuple[int, int, int]) -> None:
    ada, bea, _ = people
    paper = sent_by(ada)
    with transaction():
        take_evidence(bea, paper)
    with clock.freeze_at(NOON + TWO_HOURS), transaction():
        accept_evidence(bea, paper, {})
    assert state_of(paper) == "accepted"


def test_the_queue_is_narrowed_to_one_mission(people: tuple[int, int, int]) -> None:
    ada, bea, _ = people
    with transaction():
        open_mission("evidence", "other")
    first, second = sent_by(ada), sent_by(ada, "other")
    assert (waiting_for(bea), waiting_for(bea, "other")) == ([first, second], [second])
    with transaction():
        assert [(mission.slug, mission.waiting_count) for mission in read_review_queue(bea, "other").missions] == [
            ("m", 1),
            ("other", 1),
        ]


@pytest.mark.fault
def test_of_two_reviewers_who_take_it_at_once_one_wins(bare_app: Application) -> None:
    with bare_app.app_context():
        with transaction():
            ada, *reviewers = make_people(5)
            open_mission("evidence")
        paper = sent_by(ada)

    def take_it(reviewer_id: int) -> bool:
        with bare_app.app_context(), clock.freeze_at(NOON):
            try:
                with transaction():
                    take_evidence(reviewer_id, paper)
            except EvidenceAlreadyTaken:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take_it, reviewers)) == [False, False, False, True]


@pytest.mark.fault
def test_of_eight_windows_that_send_at_once_one_is_kept(bare_app: Application) -> None:
    with bare_app.app_context(), transaction():
        ada, bea = make_people(2)
        open_mission("evidence")

    def send(_: int) -> SubmissionOutcome:
        with bare_app.app_context(), clock.freeze_at(NOON):
            return submit_as(ada, SENT, number=1)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(8))) == {SubmissionOutcome.SENT}
    with bare_app.app_context():
        assert len(waiting_for(bea)) == 1


def test_the_author_is_told_once_of_each_question_and_of_the_answer_and_never_by_whom(
    app: Application, people: tuple[int, int, int]
) -> None:
    ada, bea, _ = people
    paper = sent_by(ada)
    with clock.freeze_at(NOON + timedelta(days=1)), transaction():
        take_evidence(bea, paper)
        ask_author_for_more(bea, paper, {"reply": "Et pour qui ?"})
        reply_to_reviewer(ada, "m", {"reply": "Pour les nouveaux."})
        accept_evidence(bea, paper, {})
    with app.test_request_context(), transaction():
        hers = [notice.title for notice in list_notices(ada, None, 10, is_calm=False).items]
        his = list_notices(bea, None, 10, is_calm=False).items
    assert hers == ["C’est accepté\u00a0: Bonjour", "Une question sur ce que vous avez envoyé\u00a0: Bonjour"]
    assert his == []
