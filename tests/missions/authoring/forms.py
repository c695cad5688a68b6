"""Fills in the authors' forms as a browser would, and reads what came back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.people.queries import get_person
from app.people.service.roles import give_role
from tests.forms import token_of
from tests.makers import make_people

MISSION = {
    "kind": "activity",
    "slug": "salut",
    "title.fr": "Dites bonjour",
    "title.en": "Say hello",
    "why.fr": "On vous reconnaît plus vite.",
    "why.en": "People know you sooner.",
    "who_sees.fr": "Les membres de la communauté.",
    "who_sees.en": "The members of the community.",
    "minutes": "5",
    "points": "10",
    "settings.facts": ["post.created", "answer.created"],
    "settings.wanted": "2",
    "period": "once",
    "times": "1",
    "standalone": "yes",
}
PATH = {
    "slug": "accueil",
    "title.fr": "Accueil",
    "title.en": "Welcome",
    "why.fr": "Trouver ses repères.",
    "why.en": "Find one's bearings.",
    "objective.fr": "Que personne ne reste seul.",
    "objective.en": "That nobody is left alone.",
    "sponsor": "Claire Fontaine, directrice des ressources humaines",
    "opens_on_joining": "yes",
    "steps.0.mission": "a",
    "steps.1.mission": "b",
    "steps.1.needs": "a",
}


def make_author(role: str = "animator") -> int:
    """Somebody who may write missions, and takes no part."""
    (person_id,) = make_people(1, joined_at=None)
    give_role(get_person(person_id), role)
    return person_id


def post_form(client: FlaskClient, path: str, form: Mapping[str, object], **more: object) -> TestResponse:
    """Post a form, some of its fields said otherwise; None leaves one out."""
    fields = {name: value for name, value in {**form, **more}.items() if value is not None}
    return client.post(path, data={"csrf_token": token_of(client), **fields}, headers={"Accept": "text/html"})


def errors_in(answer: TestResponse) -> dict[str, str]:
    """What is said to be wrong, by the name of the field it is said at."""
    errors = re.findall(r'class="pa-error small" id="e-([\w.-]+)-\d+">.*?</svg>(.*?)</p>', answer.text, re.DOTALL)
    return {name: unescape(text).replace("\u00a0", " ") for name, text in errors}


def words_of(answer: TestResponse) -> str:
    """The words of a page's middle, as they are read."""
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ").split())
