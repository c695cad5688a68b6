"""What the people of a homeserver do, and how Passerelle hears of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.intake.inbox.jobs import poll_source
from app.intake.inbox.models import InboxBatch, SourceMemoryEntry
from app.intake.inbox.service.poll import poll_soon
from app.intake.models import Source
from app.intake.sources.matrix.rooms import INVITED
from app.kernel.database import session
from app.kernel.transaction import transaction
from tests.intake.reading import list_outcomes, read_inboxes
from tests.intake.sources.matrix.homeserver import SERVER_NAME, Homeserver, Talker
from tests.waiting import comes_true

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


def catch_up(app: Flask) -> None:
    """Ask the homeserver for its history, and read everything that waits."""
    with app.app_context():
        with transaction():
            source_id = session().scalars(select(Source.id)).one()
            poll_soon(source_id)
        poll_source(source_id)
    read_inboxes(app)


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
