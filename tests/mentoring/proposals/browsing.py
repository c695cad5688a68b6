"""Visits pages as a person: each visit in a context of its own, so that nobody is taken for whoever came before."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from app.kernel.application import Application
from tests.forms import send, sign_in

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


def visit_page(app: Application, person_id: int, path: str, headers: dict[str, str] = HTML) -> TestResponse:
    """What a page answers to somebody."""
    with app.app_context():
        return sign_in(app.test_client(), person_id).get(path, headers=headers)


def post_form(app: Application, person_id: int, path: str, **fields: str) -> TestResponse:
    """What a form answers to somebody."""
    with app.app_context():
        return send(sign_in(app.test_client(), person_id), path, **fields)


def strip_names(html: str) -> str:
    """A page without names (nor the tints drawn from them), numbers of rows, and proofs of forms."""
    html = re.sub(r'name="csrf_token" value="[^"]+"|class="pa-av [^"]+"', "", html)
    return re.sub(r"\d+", "#", html.partition("<main")[2])
