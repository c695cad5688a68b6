"""A real homeserver as judge: what Passerelle counted is what its rooms' own history says, whatever was lost on the way."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.intake.inbox.jobs import poll_source
from app.intake.inbox.models import InboxBatch, SourceMemoryEntry
from app.intake.inbox.service.poll import poll_soon
from app.intake.models import Source
from app.intake.service.connect import connect_source
from app.intake.sources.matrix.rooms import INVITED
from app.journal.effects.queries import list_reasons_of_facts_without_effect
from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from app.people.models import Person
from tests.intake.reading import list_outcomes, read_inboxes
from tests.intake.sources.matrix.homeserver import AS_TOKEN, HS_TOKEN, SERVER_NAME, Homeserver, Talker
from tests.makers import make_people
from tests.nodes import find_synapse
from tests.server import serving
from tests.waiting import comes_true

pytestmark = pytest.mark.long

BOT = f"@passerelle:{SERVER_NAME}"
NAMES = ("ada", "bruno", "chloe", "diego", "emma", "farid", "greta")
THREAD, EDIT = "m.thread", "m.replace"


class Listener:
    """Passerelle as the homeserver reaches it; while it is slow, no request is answered."""

    def __init__(self, application: Flask) -> None:
        self._application = application
        self.is_quick = Event()
        self.is_quick.set()

    def __call__(self, *request: Any) -> Any:
        self.is_quick.wait(60)
        return self._application.wsgi_app(*request)


@pytest.fixture
def listener(bare_app: Flask) -> Iterator[tuple[Listener, str]]:
    """The listener, and its address."""
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], sources_key=Keyring((("test", b"k" * 32),)))
    listening = Listener(bare_app)
    with serving(listening) as address:
        yield listening, f"{address}/hooks/matrix"


@pytest.fixture
def synapse(listener: tuple[Listener, str], tmp_path: Path, bare_app: Flask) -> Iterator[Homeserver]:
    """A homeserver whose application service is Passerelle, and whose people all take part here."""
    python = find_synapse()
    assert python, "Tests with the mark `synapse` are put aside where there is none."
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"server_name": SERVER_NAME, "bot": BOT, "homeserver": f"http://127.0.0.1:{port}"}
    with bare_app.app_context(), transaction():
        for name, person_id in zip(NAMES, make_people(len(NAMES)), strict=True):
            session().get_one(Person, person_id).external_id = name
        connect_source("matrix", "matrix", secret=f"{HS_TOKEN} {AS_TOKEN}", options=options)
    with Homeserver(python, tmp_path, port, listener[1]) as server:
        yield server


def catch_up(app: Flask) -> None:
    """Ask the homeserver for its history, and read everything that waits."""
    with app.app_context():
        with transaction():
            source_id = session().scalars(select(Source.id)).one()
            poll_soon(source_id)
        poll_source(source_id)
    read_inboxes(app)


def test_what_is_counted_is_what_the_rooms_say(
    listener: tuple[Listener, str], synapse: Homeserver, bare_app: Flask
) -> None:
    people = {name: synapse.register(name) for name in NAMES}
    story = Story(bare_app, listener[0], synapse, people)
    last = story.talk_in_public()
    story.talk_in_private()
    wait_for_event(bare_app, last)
    catch_up(bare_app)
    story.talk_while_nobody_listens()
    story.go_on_in_a_newer_room()
    catch_up(bare_app)
    catch_up(bare_app)
    assert [line for line in list_outcomes(bare_app) if "refused" in line or line == "waiting"] == []
    counted, witnessed = count_facts(bare_app), witness(people["ada"], story.rooms)
    assert counted == witnessed
    assert {name: len(counted[name]) for name in counted} == {"written": 10, "liked": 3, "in": 4}


def wait_for_event(app: Flask, event_id: str) -> None:
    """Until this event came."""

    def came() -> bool:
        with app.app_context(), transaction():
            return any(event_id.encode() in batch for batch in session().scalars(select(InboxBatch.items)))

    assert comes_true(came, 20), list_outcomes(app)


@dataclass
class Story:
    """What the people of a homeserver do."""

    app: Flask
    listener: Listener
    synapse: Homeserver
    people: dict[str, Talker]
    rooms: list[str] = field(default_factory=list)

    def talk_in_public(self) -> str:
        """The last event of what they do: they ask, answer, react, edit, take back, rename themselves, are removed and decline."""
        ada, bruno, chloe, diego, emma, farid, greta = (self.people[name] for name in NAMES)
        room = ada.make_room(preset="public_chat", name="Entraide", room_version="10")
        self.rooms.append(room)
        bruno.act(room, "join")
        question = bruno.say(room, "Comment partager un tableau ?")
        ada.act(room, "invite", user_id=BOT)
        assert comes_true(lambda: self._hears_of(room), 20)
        catch_up(self.app)
        for person in (chloe, diego, emma, farid):
            person.act(room, "join")
        replied = chloe.say(room, "Par le menu.", {"m.in_reply_to": {"event_id": question}})
        threaded = diego.say(room, "Ou par un lien.", {"rel_type": THREAD, "event_id": question})
        bruno.react(room, replied)
        mistaken = emma.react(room, threaded)
        emma.react(room, replied)
        diego.say(room, "* Ou bien par un lien.", {"rel_type": EDIT, "event_id": threaded})
        emma.say(room, "* Non.", {"rel_type": EDIT, "event_id": threaded})
        emma.redact(room, mistaken)
        ada.redact(room, threaded)
        bruno.rename("Bruno L.")
        ada.act(room, "kick", user_id=farid.account)
        farid.rename("Farid")
        ada.act(room, "invite", user_id=greta.account)
        greta.act(room, "leave")
        return chloe.say(room, "Merci à tous.")

    def _hears_of(self, room: str) -> bool:
        """Whether the bot's invitation came."""
        with self.app.app_context(), transaction():
            return session().get(SourceMemoryEntry, (1, INVITED + room)) is not None

    def talk_in_private(self) -> None:
        """Two of them talk alone, and invite the bot, which leaves."""
        bruno, chloe = self.people["bruno"], self.people["chloe"]
        room = bruno.make_room(preset="private_chat", invite=[chloe.account, BOT])
        chloe.act(room, "join")
        bruno.say(room, "secret")

    def talk_while_nobody_listens(self) -> None:
        """The listener hangs, and the homeserver is lost with everything that it did not hand over."""
        room, (bruno, chloe, emma) = self.rooms[0], (self.people[name] for name in ("bruno", "chloe", "emma"))
        self.listener.is_quick.clear()
        posts = [bruno.say(room, f"Quelque chose, {number}") for number in range(3)]
        chloe.react(room, posts[1])
        emma.act(room, "leave")
        self.synapse.kill()
        self.listener.is_quick.set()
        self.synapse.start()
        wait_for_event(self.app, chloe.say(room, "Me revoilà."))

    def go_on_in_a_newer_room(self) -> None:
        """The room is upgraded; people follow, and somebody joins who was not in before."""
        ada, bruno, chloe, greta = (self.people[name] for name in ("ada", "bruno", "chloe", "greta"))
        newer = str(ada.act(self.rooms[0], "upgrade", new_version="12")["replacement_room"])
        self.rooms.append(newer)
        for person in (bruno, chloe, greta):
            person.act(newer, "join")
        catch_up(self.app)
        greta.say(newer, "Bonjour à tous.")
        chloe.rename("Chloé")
        newest = bruno.say(newer, "Une question de plus ?")
        greta.say(newer, "Une réponse.", {"m.in_reply_to": {"event_id": newest}})


def count_facts(app: Flask) -> dict[str, set[object]]:
    """What counts here: who wrote which event, who liked which by which, and who is in the community."""
    with app.app_context(), transaction():
        names = {person.id: person.external_id for person in session().scalars(select(Person))}
        facts = session().scalars(select(Fact).where(Fact.source == "matrix").order_by(Fact.occurred_at, Fact.id)).all()
        idle = list_reasons_of_facts_without_effect([fact.id for fact in facts if fact.undoes is None])
        counting = [(fact, names.get(fact.actor_id or 0)) for fact in facts if fact.id not in idle]
        written: set[object] = {
            (who, fact.object) for fact, who in counting if fact.kind in ("post.created", "answer.created")
        }
        liked: set[object] = {
            (who, fact.source_key, fact.object) for fact, who in counting if fact.kind == "post.liked"
        }
        members = {who: fact.kind for fact, who in counting if fact.kind.startswith("community.")}
        return {"written": written, "liked": liked, "in": {w for w, kind in members.items() if kind.endswith("joined")}}


def witness(ada: Talker, rooms: list[str]) -> dict[str, set[object]]:
    """The same by the rooms' own history, as it is now: what was redacted is empty there, and only who is in last is in."""
    events = [event for room in rooms for event in ada.list_history(room)]
    written: set[object] = set()
    liked: set[object] = set()
    for event in events:
        content, who = event["content"], event["sender"].removeprefix("@").partition(":")[0]
        relation = content.get("m.relates_to", {})
        if event["type"] == "m.room.message" and content and relation.get("rel_type") != EDIT:
            written.add((who, event["event_id"]))
        if event["type"] == "m.reaction" and content:
            liked.add((who, event["event_id"], relation["event_id"]))
    inside: set[str] = set()
    for event in sorted(events, key=lambda event: event["origin_server_ts"]):
        if event["type"] == "m.room.member" and event["state_key"] not in (BOT, ada.account):
            who = event["state_key"].removeprefix("@").partition(":")[0]
            (inside.add if event["content"]["membership"] == "join" else inside.discard)(who)
    return {"written": written, "liked": liked, "in": set(inside)}
