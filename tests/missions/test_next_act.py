"""Every mission has a real next act: the network, a community, a page of ours, or its own page."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from flask import Flask

from app.kernel.application import Application
from app.kernel.schema import JsonObject
from app.kernel.settings import SettingError, Settings
from app.kernel.transaction import transaction
from missions.kind import CompletionMode, mission_kinds
from missions.next_act import NetworkAddresses, NextAct, find_next_act
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.forms import sign_in
from tests.makers import make_mission_draft, make_people

ADDRESSES = NetworkAddresses("https://rse.example/", "https://rse.example/c/{community}")
POSTS: dict[str, object] = {"facts": ["post.created"], "wanted": 1, "communities": None, "within_days": None}


def next_act_of(
    kind: str,
    settings: JsonObject,
    *,
    addresses: NetworkAddresses = ADDRESSES,
    link: str | None = None,
    completed: Collection[str] = (),
) -> NextAct:
    act = find_next_act(mission_kinds()[kind], settings, addresses, link=link, completed=completed)
    assert act is not None
    return act


def test_a_mission_of_the_network_opens_its_page_its_community_or_the_network() -> None:
    alone, together = POSTS | {"communities": ["vélo"]}, POSTS | {"communities": ["vélo", "sud"]}
    assert next_act_of("activity", POSTS).address == "https://rse.example/"
    assert next_act_of("activity", alone).address == "https://rse.example/c/v%C3%A9lo"
    assert next_act_of("activity", together).address == "https://rse.example/"
    assert [address for _, address in next_act_of("activity", together).communities][1] == "https://rse.example/c/sud"
    assert next_act_of("activity", alone, link="https://rse.example/p/1").address == "https://rse.example/p/1"


def test_a_community_whose_id_is_an_address_needs_no_pattern() -> None:
    only_network = NetworkAddresses("https://rse.example/")
    there = POSTS | {"communities": ["https://rse.example/groups/7"]}
    assert next_act_of("activity", there, addresses=only_network).address == "https://rse.example/groups/7"
    assert next_act_of("activity", POSTS, addresses=NetworkAddresses()).address is None


def test_what_happens_here_opens_a_page_of_ours(app: Application) -> None:
    assert next_act_of("activity", POSTS | {"facts": ["charter.accepted"]}) == NextAct("/welcome/charter")
    assert next_act_of("profile", {"parts": ["choices"]}) == NextAct("/me/privacy")
    assert next_act_of("profile", {"parts": ["profile"]}).is_on_network
    both: JsonObject = {"missions": ["first", "second"], "wanted": None}
    assert next_act_of("set", both, completed={"first"}) == NextAct("/missions/second")


def test_the_task_says_what_to_do_and_how_often() -> None:
    greet = next_act_of("distinct", POSTS | {"facts": ["post.created", "answer.created"], "wanted": 3, "of": "people"})
    assert greet.task == {"fr": "publier un message ou répondre à quelqu’un", "en": "publish a post or answer someone"}
    assert greet.how_often["fr"] == "avec 3 collègues différents"
    join = next_act_of("distinct", POSTS | {"facts": ["community.joined"], "wanted": 2, "of": "communities"})
    assert (join.task["fr"], join.how_often["fr"]) == ("rejoindre une communauté", "2 différentes en tout")


@pytest.mark.parametrize("name", sorted(mission_kinds()))
def test_each_kind_is_acted_on_somewhere(app: Application, name: str) -> None:
    kind = mission_kinds()[name]
    settings: JsonObject = {**POSTS, "of": "people", "parts": ["profile"], "missions": ["other"]}
    act = find_next_act(kind, settings, ADDRESSES)
    is_elsewhere = kind.completion_mode in (CompletionMode.NETWORK, CompletionMode.HOUSE)
    assert (act is not None and bool(act.address)) is is_elsewhere


def page_of_mission(app: Flask, network_url: str | None) -> str:
    with app.app_context():
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], network_url=network_url)
        with transaction():
            (person,) = make_people(1)
            create_and_publish_mission("speak", make_mission_draft(availability=Availability(standalone=True)))
        return sign_in(app.test_client(), person).get("/missions/speak").text.replace("\u00a0", " ")


def test_the_primary_button_opens_the_network_in_a_new_tab(bare_app: Flask) -> None:
    page = page_of_mission(bare_app, "https://rse.example/")
    button = re.search(r'<a class="btn btn-primary"[^>]*>', page)
    assert button is not None
    assert 'href="https://rse.example/" target="_blank" rel="noopener noreferrer"' in button[0]
    assert "Sur le réseau : publier un message ou répondre à quelqu’un, 2 fois." in page
    assert "son adresse n’est pas encore indiquée" not in page


def test_without_an_address_the_page_says_what_to_do_and_who_can_add_it(bare_app: Flask) -> None:
    page = page_of_mission(bare_app, None)
    assert "Ouvrez le réseau comme d’habitude : son adresse n’est pas encore indiquée dans Passerelle." in page
    assert ">Ouvrir le réseau" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"NETWORK_URL": "rse.example"},
        {"NETWORK_URL": "javascript:alert(1)"},
        {"NETWORK_COMMUNITY_URL": "https://rse.example/c/"},
        {"NETWORK_COMMUNITY_URL": "{community}"},
    ],
)
def test_an_address_that_leads_nowhere_stops_the_start(wrong: Mapping[str, str]) -> None:
    needed = {"DATABASE_URL": "postgresql:///x", "REDIS_URL": "redis://x", "SECRET_KEY": "s" * 32}
    with pytest.raises(SettingError, match=next(iter(wrong))):
        Settings.from_environ({**needed, **wrong})
