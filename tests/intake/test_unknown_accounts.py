"""Accounts that nobody here has wait for IT, with what they did in the last seven days and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.intake.accounts.models import ActOfUnknownAccount, UnknownAccount
from app.intake.accounts.service import (
    ACTS_KEPT_FOR,
    MOST_ACTS_KEPT,
    delete_old_acts_and_accounts,
    keep_acts_of_unknown_accounts,
)
from app.intake.activities import CloudEvent
from app.intake.inbox.jobs import forget_old_items
from app.intake.json_text import parse_cloud_event
from app.intake.reasons import UNKNOWN_PERSON
from app.journal.events.statements import effective_fact_condition
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from tests.intake.commands import call_command
from tests.intake.conftest import NOW, Rse, doing, read_json


def act(rse: Rse, account: str, *numbers: int) -> None:
    """Let an account of the network `chat` act."""
    events = [parse_cloud_event(doing(number, actor=account), None) for number in numbers]
    read = [event for event in events if isinstance(event, CloudEvent)]
    with rse.app.app_context(), transaction():
        keep_acts_of_unknown_accounts("chat", read, clock.now())


def list_waiting(rse: Rse) -> list[tuple[str, int, int]]:
    """The accounts that wait: how often each acted, and how many of its acts are kept."""
    with rse.app.app_context(), transaction():
        accounts = session().scalars(select(UnknownAccount).order_by(UnknownAccount.account)).all()
        kept = list(session().scalars(select(ActOfUnknownAccount.account)))
        return [(waiting.account, waiting.acts, kept.count(waiting.account)) for waiting in accounts]


@pytest.fixture
def chat(bare_app: Flask, rse: Rse) -> Iterator[Rse]:
    """A network whose account `a.l` is Ada, which nobody knows yet; `stranger` is nobody."""
    with clock.freeze_at(NOW):
        act(rse, "a.l", 1, 2)
        act(rse, "stranger", 3)
        yield rse


def email_of(rse: Rse, name: str) -> str:
    """The e-mail of a person."""
    with rse.app.app_context(), transaction():
        return session().get_one(Person, rse.people[name]).email


def test_what_an_account_did_counts_once_it_is_mapped(chat: Rse) -> None:
    assert list_waiting(chat) == [("a.l", 2, 2), ("stranger", 1, 1)]
    email = email_of(chat, "ada")
    with chat.app.app_context():
        assert "chat\ta.l\t2026-03-02\t2026-03-02\t2 acts" in call_command("accounts")
        assert "2 acts of the last seven days" in call_command("map", "chat", "a.l", email)
        assert "does not wait" in call_command("map", "chat", "a.l", email, fails=True)
    assert [fact.actor_id for fact in chat.facts("chat")] == [chat.people["ada"]] * 2
    assert list_waiting(chat) == [("stranger", 1, 1)]


def test_an_ignored_account_is_shown_no_longer_and_what_it_does_is_not_kept(chat: Rse) -> None:
    with chat.app.app_context():
        call_command("ignore", "chat", "stranger")
        assert "stranger" not in call_command("accounts")
    act(chat, "stranger", 4)
    assert list_waiting(chat) == [("a.l", 2, 2), ("stranger", 1, 0)]


def test_nothing_is_kept_of_a_person_who_takes_no_part_and_mapping_to_one_counts_nothing(chat: Rse) -> None:
    act(chat, "dan", 5)
    assert [name for name, _, _ in list_waiting(chat)] == ["a.l", "stranger"]
    email = email_of(chat, "dan")
    with chat.app.app_context():
        assert "0 acts" in call_command("map", "chat", "a.l", email)
    assert (chat.facts("chat"), list_waiting(chat)) == ([], [("stranger", 1, 1)])


def test_an_account_that_the_directory_brings_counts_by_itself_and_the_others_are_forgotten(chat: Rse) -> None:
    with chat.app.app_context(), transaction():
        session().get_one(Person, chat.people["bea"]).external_id = "a.l"
    with chat.app.app_context():
        forget_old_items()
    assert [fact.actor_id for fact in chat.facts("chat")] == [chat.people["bea"]] * 2
    for days, left in ((7, [("stranger", 1, 0)]), (30, [])):
        with clock.freeze_at(NOW + timedelta(days=days, minutes=1)), chat.app.app_context():
            forget_old_items()
        assert list_waiting(chat) == left


def test_what_is_pushed_of_an_unknown_account_waits_without_words_and_counts_once_it_is_mapped(rse: Rse) -> None:
    poll = {"id": "p", "type": "Question", "content": "Secret", "oneOf": [{"name": "Secret"}]}
    with clock.freeze_at(NOW):
        batch = [
            doing(1, actor="a.l"),
            doing(2, actor="a.l", object=poll),
            doing(3, actor="a.l", object={"id": "gone", "type": "Note"}),
            doing(4, "Undo", actor="a.l", object="event-3"),
            doing(5, actor="dan", object={"id": "d", "type": "Note"}),
        ]
        answer = read_json(rse.push(batch))
        again = read_json(rse.push(batch))
        assert [item["outcome"] for item in answer["items"]] == ["dropped"] * 3 + ["accepted", "dropped"]
        assert answer["items"][0]["code"] == answer["items"][4]["code"] == UNKNOWN_PERSON
        assert again["items"][:3] == answer["items"][:3]
        assert [(name, kept) for name, _, kept in list_waiting(rse)] == [("a.l", 4)]
        with rse.app.app_context():
            with transaction():
                assert not any(b"Secret" in event for event in session().scalars(select(ActOfUnknownAccount.event)))
            call_command("map", "rse", "a.l", email_of(rse, "ada"))
            with transaction():
                standing = text(
                    f"select count(*) from fact f where f.kind = 'post.created' and {effective_fact_condition('f')}"
                )
                assert session().scalar(standing) == 2
    facts = [fact for fact in rse.facts() if fact.kind == "post.created"]
    assert [(fact.actor_id, fact.body) for fact in facts] == [(rse.people["ada"], {})] * 3
    assert rse.outcomes([doing(1, actor="a.l")]) == ["duplicate"]


def test_a_program_that_nobody_maps_fills_no_table(chat: Rse) -> None:
    for start in range(0, MOST_ACTS_KEPT + 1, 500):
        act(chat, "robot", *range(start, start + 500))
    (robot,) = [waiting for waiting in list_waiting(chat) if waiting[0] == "robot"]
    assert robot == ("robot", 1_500, MOST_ACTS_KEPT)


def test_what_is_sent_again_counts_once_and_takes_no_room(chat: Rse) -> None:
    for _ in range(4):
        act(chat, "newcomer", *range(300))
    act(chat, "newcomer", *range(300, 350), *range(300, 350))
    act(chat, "at-once", *range(MOST_ACTS_KEPT + 200))
    waiting = {name: (acts, kept) for name, acts, kept in list_waiting(chat)}
    assert waiting["newcomer"] == (350, 350)
    assert waiting["at-once"] == (MOST_ACTS_KEPT + 200, MOST_ACTS_KEPT)


def test_room_that_a_week_frees_is_used_again(chat: Rse) -> None:
    act(chat, "busy", *range(MOST_ACTS_KEPT))
    with clock.freeze_at(NOW + ACTS_KEPT_FOR + timedelta(seconds=1)):
        with chat.app.app_context(), transaction():
            delete_old_acts_and_accounts()
        act(chat, "busy", MOST_ACTS_KEPT + 1)
    waiting = {name: (acts, kept) for name, acts, kept in list_waiting(chat)}
    assert waiting["busy"] == (MOST_ACTS_KEPT + 1, 1)
