"""Fills in the forms of mentoring as a browser would, and reads what came back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.forms import token_of
from tests.mentoring.company import day

SENIOR = {
    "side": "senior",
    "level.linkedin": "1",
    "wanted.linkedin": "3",
    "languages": ["fr", "de"],
    "slots": ["0-9", "0-10", "3-14"],
    "place": "remote",
    "hopes": "Oser publier.",
    "avoids": "Personne Connue",
}
JUNIOR = {**SENIOR, "side": "junior", "level.linkedin": "4", "wanted.linkedin": None, "capacity": "2"}


def programme() -> dict[str, object]:
    """What HR types of a round that may open today."""
    return {
        "title_fr": "Mentorat de printemps",
        "title_en": "Spring mentoring",
        "why_fr": "Oser les outils.",
        "why_en": "Dare the tools.",
        "sponsor": "Claire Fontaine, DRH",
        "volunteering_ends_on": day(7),
        "starts_on": day(14),
        "ends_on": day(200),
        "sessions": "6",
        "gap": "1",
        "line_depth": "2",
        "session_minutes": "60",
        "floor": "50",
        **{
            f"weight_{term}": weight
            for term, weight in (
                ("skills", "54"),
                ("interests", "12"),
                ("place", "12"),
                ("distance", "10"),
                ("zone", "6"),
                ("slots", "6"),
            )
        },
    }


def post(client: FlaskClient, path: str, form: Mapping[str, object], **more: object) -> TestResponse:
    """Post a form, some of its fields said otherwise; None leaves one out."""
    fields = {name: value for name, value in {**form, **more}.items() if value is not None}
    return client.post(path, data={"csrf_token": token_of(client), **fields}, headers={"Accept": "text/html"})


STEPS = ("subjects", "hours", "place", "hopes")


def hidden_fields(page: str) -> dict[str, str]:
    """What the form of a step sends by itself: what it showed, and which page it is."""
    return dict(re.findall(r'name="(seen|page)" value="([^"]*)"', page))


def answer_step(client: FlaskClient, path: str, step: str, form: Mapping[str, object], **more: object) -> TestResponse:
    """Open a step of the wishes and post it."""
    at = f"{path}/{step}"
    return post(client, at, {**hidden_fields(client.get(f"{at}?side={form.get('side', '')}").text), **form}, **more)


def answer_steps(client: FlaskClient, path: str, form: Mapping[str, object], **more: object) -> TestResponse:
    """Walk the four steps as a person does, until one is refused; the answer of the last one."""
    answers = (answer_step(client, path, step, form, do="next", **more) for step in STEPS)
    for answer in answers:
        if answer.status_code != 302 or answer.location == "/mentoring":
            return answer
    raise AssertionError("The last step leads nowhere.")


def words_of(answer: TestResponse) -> str:
    """The words of a page's middle, as they are read."""
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    words = unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(words.split())


def errors_in(answer: TestResponse) -> dict[str, str]:
    """What is said to be wrong, by the name of the field it is said at."""
    errors = re.findall(
        r'class="pa-error small" id="(?:e-|f-)?([\w.-]+?)(?:-error)?">.*?</svg>(.*?)</p>', answer.text, re.DOTALL
    )
    return {name: " ".join(unescape(text).replace("\u00a0", " ").split()) for name, text in errors}
