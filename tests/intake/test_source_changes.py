"""What holds for every kind of network while its secret changes, while it is paused or away, and where two of them tell the same act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask

from app.intake.inbox.jobs import forget_old_items, poll_source
from app.intake.inbox.service.pause import pause_source, take_up_source
from app.intake.inbox.service.poll import poll_soon
from app.intake.inbox.service.remember import StoredMemory
from app.intake.inbox_kind import NETWORK_CLIENT, InboxKind, NetworkAnswer, NetworkSilent
from app.intake.interpretation import ACTIVITY_KEPT_FOR
from app.intake.json_text import parse_cloud_event
from app.intake.queries import get_source
from app.intake.service.accept import accept_items
from app.intake.service.connect import OVERLAP, connect_source
from app.intake.source import source_kinds_by_name
from app.journal.effects.queries import list_reasons_of_facts_without_effect
from app.kernel import clock
from app.kernel.transaction import transaction
from tests.architecture.source import ROOT
from tests.intake.commands import call_command
from tests.intake.conftest import NOW, Rse, doing
from tests.intake.sample import Credentials
from tests.intake.test_sources import NAME, PUSHED, Network, connect, get_sample, give_key, network

__all__ = ["network"]

WITH_INBOX = [name for name in PUSHED if isinstance(source_kinds_by_name()[name], InboxKind)]
WITH_SECRET = [name for name in PUSHED if source_kinds_by_name()[name].has_secret]
AWAY = ROOT / "docs/how-to/connect-a-network.md"


def send_other(network: Network, number: int, proof: Credentials | None = None) -> int:
    """Send the so many-th of many activities; the status of the answer."""
    assert network.sample.other_body is not None, "Write other_body in the sample of this kind."
    return network.send(network.sample.other_body(NOW, number), proof=proof).status_code


def connect_with(network: Network, secret: str) -> None:
    """IT gives the source this secret."""
    with network.rse.app.app_context(), transaction():
        connect_source(NAME, network.sample.kind, secret=secret, options=network.sample.options)


@pytest.mark.parametrize("network", WITH_SECRET, indirect=True)
def test_a_secret_that_was_replaced_is_accepted_for_a_day_beside_the_new_one(network: Network) -> None:
    before, first = network.count_facts(), network.sample.secret
    show_source = partial(call_command, "show", NAME)
    second, third = (Credentials(f"{word}-{first}-{word}", "") for word in ("second", "third"))
    connect_with(network, second.secret)
    with network.rse.app.app_context():
        assert "secret of before is accepted until 2026-03-03 09:00" in show_source()
    connect_with(network, second.secret)
    assert {send_other(network, 1), send_other(network, 2, second)} <= {200, 202, 204}
    assert network.count_facts() == before + 2
    with clock.freeze_at(NOW + OVERLAP + timedelta(seconds=1)):
        assert send_other(network, 3) == 401
        assert send_other(network, 4, second) < 300
        connect_with(network, third.secret)
        assert (send_other(network, 5), send_other(network, 6, second) < 300) == (401, True), (
            "The one before, and no other."
        )
    assert network.count_facts() == before + 4


@pytest.mark.parametrize("network", WITH_INBOX, indirect=True)
def test_what_comes_before_during_and_after_a_pause_counts_without_a_gap(network: Network) -> None:
    before = network.count_facts()
    for number, act in enumerate((None, pause_source, None, take_up_source, None)):
        with network.rse.app.app_context(), transaction():
            if act is not None:
                act(NAME)
        assert send_other(network, number) < 300
    assert network.count_facts() == before + 5


def test_what_is_remembered_of_single_acts_is_forgotten_when_they_are_too_old_to_count(bare_app: Flask) -> None:
    give_key(bare_app)
    with clock.freeze_at(NOW), bare_app.app_context():
        connect(bare_app, get_sample("slack"))
        remember(bare_app, "reaction:old", "reaction:told-again", "channel:C1")
        with clock.freeze_at(NOW + timedelta(days=1)):
            remember(bare_app, "reaction:told-again")
        with clock.freeze_at(NOW + ACTIVITY_KEPT_FOR + timedelta(minutes=1)):
            forget_old_items()
        with transaction():
            left = StoredMemory(get_source(NAME).id).list_keys("")
    assert left == ["channel:C1", "reaction:told-again"]


def remember(app: Flask, *keys: str) -> None:
    """Keep something of the network under these keys."""
    with app.app_context(), transaction():
        memory = StoredMemory(get_source(NAME).id)
        for key in keys:
            memory.set(key, {})
        memory.store_changes()


class Silence:
    """A network that does not answer."""

    def send_request(self, *_: object, headers: Mapping[str, str], body: bytes | None = None) -> NetworkAnswer:
        """Nothing."""
        raise NetworkSilent(f"Nobody heard {len(headers)} headers and {len(body or b'')} bytes.")


@pytest.mark.parametrize("network", PUSHED, indirect=True)
def test_a_network_that_was_away_for_three_days_is_taken_up_where_it_stopped(network: Network) -> None:
    before, app = network.count_facts(), network.rse.app
    client = app.extensions[NETWORK_CLIENT]
    app.extensions[NETWORK_CLIENT] = Silence()
    for day in range(3):
        with clock.freeze_at(NOW + timedelta(days=day)):
            ask(app)
    app.extensions[NETWORK_CLIENT] = client
    with clock.freeze_at(NOW + timedelta(days=3)):
        assert send_other(network, 1) < 300
        assert network.count_facts() == before + 1
    kind = source_kinds_by_name()[network.sample.kind]
    with app.app_context(), transaction():
        is_asked_again = get_source(NAME).poll_due_at is not None
    assert is_asked_again == (isinstance(kind, InboxKind) and kind.poll is not None)


def ask(app: Flask) -> None:
    """Let a sender ask the network, as often as it is due."""
    with app.app_context():
        with transaction():
            source_id = get_source(NAME).id
            poll_soon(source_id)
        poll_source(source_id)


def test_it_is_said_of_every_kind_what_comes_after_three_days() -> None:
    rows = [
        line.split("|")[1].strip() for line in AWAY.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    assert {f"`{name}`" for name in source_kinds_by_name()} <= set(rows)


@pytest.mark.parametrize("network", WITH_INBOX, indirect=True)
def test_an_act_that_two_sources_tell_counts_once_where_it_has_an_address(network: Network) -> None:
    with network.rse.app.app_context(), transaction():
        connect_source("mirror", network.sample.kind, secret=network.sample.secret, options=network.sample.options)
    mirror, counted = replace(network, name="mirror"), dict[str, int]()
    for each in (network, mirror):
        for body in network.sample.setting(NOW):
            each.send(body)
        each.read()
    for each in (network, mirror):
        counted[each.name] = each.count_effects()
    for each in (network, mirror):
        for _ in range(2):
            assert send_other(each, 1) < 300
    effects = sum(each.count_effects() - counted[each.name] for each in (network, mirror))
    has_address = str(network.rse.facts("mirror")[-1].object).startswith("http")
    assert effects == (1 if has_address else 2)


@pytest.mark.parametrize(("id_", "counted"), [("https://rse.example/notes/1", 1), ("notes/1", 2)])
def test_of_two_sources_the_earlier_act_counts_and_the_other_one_once_it_is_taken_back(
    rse: Rse, id_: str, counted: int
) -> None:
    for source, minutes in (("late", 1), ("early", 0)):
        noted = doing(source, object={"id": id_, "type": "Note"}) | {"source": "https://rse.example/"}
        noted["data"]["published"] = (NOW - timedelta(minutes=5 - minutes)).isoformat()
        accept(rse, source, noted)
    assert list_counting_sources(rse) == ["early", "late"][:counted]
    accept(rse, "early", doing("undo", type="Undo", object="event-early"))
    assert list_counting_sources(rse) == ["late"]


def accept(rse: Rse, source: str, event: dict[str, Any]) -> None:
    """Take in what a network tells."""
    with rse.app.app_context(), transaction():
        assert accept_items([parse_cloud_event(event, event["id"])], source, NOW).refused == 0


def list_counting_sources(rse: Rse) -> list[str]:
    """The sources of the posts that count."""
    facts = [fact for source in ("early", "late") for fact in rse.facts(source) if fact.kind == "post.created"]
    with rse.app.app_context(), transaction():
        idle = list_reasons_of_facts_without_effect([fact.id for fact in facts])
    return [fact.source for fact in facts if fact.id not in idle]
