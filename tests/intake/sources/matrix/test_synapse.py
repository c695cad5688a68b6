"""A real homeserver as judge: its rooms' own history says what Passerelle counted, and which badges stand in a room, whatever was lost on the way."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from app.intake.service.connect import connect_source
from app.journal.effects.queries import list_reasons_of_facts_without_effect
from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.models import Person
from app.people.queries import get_person
from badges import queries
from badges.credentials.keys import create_signing_keys
from badges.service.revoke import revoke_award
from tests.badges.credentials.networks import show
from tests.badges.test_naming import give_to
from tests.intake.reading import list_outcomes
from tests.intake.sources.matrix.badge_bot import BadgeBot, running_way
from tests.intake.sources.matrix.homeserver import AS_TOKEN, HS_TOKEN, SERVER_NAME, Homeserver, Talker
from tests.intake.sources.matrix.story import BOT, EDIT, NAMES, Listener, Story, catch_up, wait_for_event
from tests.makers import make_people
from tests.nodes import find_synapse
from tests.server import serving

pytestmark = pytest.mark.long


def find_free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def running_synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """A homeserver, with what the tests before wrote into it. Its application service is where a test may listen."""
    python = find_synapse()
    assert python, "Tests with the mark `synapse` are put aside where there is none."
    address = f"http://127.0.0.1:{find_free_port()}/hooks/matrix"
    with Homeserver(python, tmp_path_factory.mktemp("synapse"), find_free_port(), address) as server:
        yield server


@pytest.fixture
def synapse(running_synapse: Homeserver) -> Homeserver:
    """The homeserver; whoever asks for it gets the mark `synapse`."""
    return running_synapse


@pytest.fixture
def listener(bare_app: Flask, synapse: Homeserver) -> Iterator[Listener]:
    """Passerelle, where the homeserver looks for its application service."""
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], sources_key=Keyring((("test", b"k" * 32),)))
    listening = Listener(bare_app)
    with serving(listening, urlsplit(synapse.listener).port or 0):
        yield listening


@pytest.fixture
def company(listener: Listener, synapse: Homeserver, bare_app: Flask) -> None:
    """The people of the homeserver, who all take part here."""
    options = {"server_name": SERVER_NAME, "bot": BOT, "homeserver": f"http://127.0.0.1:{synapse.port}"}
    with bare_app.app_context(), transaction():
        for name, person_id in zip(NAMES, make_people(len(NAMES)), strict=True):
            session().get_one(Person, person_id).external_id = name
        connect_source("matrix", "matrix", secret=f"{HS_TOKEN} {AS_TOKEN}", options=options)


def test_what_is_counted_is_what_the_rooms_say(
    listener: Listener, company: None, synapse: Homeserver, bare_app: Flask
) -> None:
    people = {name: synapse.register(name) for name in NAMES}
    story = Story(bare_app, listener, synapse, people)
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


def test_a_room_has_each_badge_that_is_shown_once_whatever_dies_between(
    synapse: Homeserver, bare_app: Flask, tmp_path: Path
) -> None:
    create_signing_keys(tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], badge_keys=tmp_path)
    with bare_app.app_context(), transaction():
        token = create_token("room", scopes=["awards:read"], source="room")
        giver, *holders = make_people(6)
        names = [get_person(person_id).external_id for person_id in holders]
        give_to(holders, giver)
        for person_id in holders[:2]:
            show(person_id)
    reader, account = synapse.register("reader"), synapse.register("badges")
    room = reader.make_room(preset="public_chat")
    account.act(room, "join")
    with serving(bare_app) as passerelle, running_way(synapse) as (way, address):
        bot = BadgeBot(passerelle, token, way, address, account, room, tmp_path / "posts.db")
        way.hides_history = way.fails_once = True
        bot.die_after_a_post()
        bot.run()
        assert bot.count_posts(reader) == dict.fromkeys(names[:2], 1), "The others are shown to nobody."
        with bare_app.app_context(), transaction():
            show(holders[2])
        bot.die_after_a_post()
        way.hides_history = False
        synapse.kill()
        synapse.forget_names_of_posts()
        synapse.start()
        bot.run()
        assert bot.count_posts(reader) == dict.fromkeys(names[:3], 1), "A day later, the names of posts are forgotten."
        with bare_app.app_context(), transaction():
            revoke_award(queries.get_badge("helper"), holders[0], "Une erreur.")
            show(holders[1], is_shown=False)
            show(holders[3])
        bot.run()
        bot.run()
        assert bot.count_posts(reader) == dict.fromkeys(names[2:4], 1)


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
