"""What was sent is not kept longer than it serves."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import leave_game
from missions.reviews.jobs import withdraw_and_erase_evidence
from missions.reviews.models import Evidence, EvidenceReply
from missions.reviews.service.review import accept_evidence, take_evidence
from tests.missions.company import completions_of
from tests.missions.reviews.conftest import NOON, sent_by, waiting_for


def test_texts_are_erased_thirty_days_after_the_answer_and_not_before(people: tuple[int, int, int]) -> None:
    ada, bea, _ = people
    paper = sent_by(ada)
    with transaction():
        take_evidence(bea, paper)
        accept_evidence(bea, paper, {"reply": "Merci."})
    for days, is_kept in ((29, True), (30, False)):
        with clock.freeze_at(NOON + timedelta(days=days)):
            withdraw_and_erase_evidence()
            withdraw_and_erase_evidence()
        with transaction():
            kept = session().get_one(Evidence, paper)
            replies = session().scalars(select(EvidenceReply)).all()
            assert (bool(kept.text), bool(kept.link), bool(replies)) == (is_kept, is_kept, is_kept)
    assert len(completions_of(ada)) == 1


def test_what_waits_of_somebody_who_leaves_is_withdrawn_at_once(people: tuple[int, int, int]) -> None:
    ada, bea, _ = people
    paper = sent_by(ada)
    with transaction():
        leave_game(get_person(ada))
    assert waiting_for(bea) == []
    withdraw_and_erase_evidence()
    with transaction():
        evidence = session().get_one(Evidence, paper)
        assert (evidence.state, evidence.text, evidence.link) == ("withdrawn", None, None)
