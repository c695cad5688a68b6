"""A learning platform that sends one statement: somebody begins a discussion."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from tests.intake.sample import Credentials, SourceSample

HOME = "https://lms.rse.test"
OPTIONS = {"home_pages": [HOME], "verbs": []}
DISCUSSION = f"{HOME}/mod/forum/discuss.php?d=813"
STATEMENT = "7a1c61f0-0f0e-4d0a-8c53-2b8f5d0a9e01"


def statement(
    verb: str, at: datetime, about: str = DISCUSSION, kind: str = "discussion", **members: Any
) -> dict[str, Any]:
    """A statement of Ada's about something of a type."""
    actor = {"objectType": "Agent", "name": "Ada Lovelace", "account": {"homePage": HOME, "name": "ada"}}
    definition = {"type": f"http://id.tincanapi.com/activitytype/{kind}", "name": {"fr": "Le nouveau menu"}}
    thing = {"objectType": "Activity", "id": about, "definition": definition}
    named = {"id": STATEMENT, "actor": actor, "verb": {"id": verb, "display": {"fr": "a fait"}}, "object": thing}
    return {**named, "timestamp": at.isoformat(), "result": {"response": "Bonjour à tous"}} | members


def void(number: str, of: str, at: datetime) -> dict[str, Any]:
    """A statement that voids another."""
    thing = {"objectType": "StatementRef", "id": of}
    return {**statement("http://adlnet.gov/expapi/verbs/voided", at), "id": number, "object": thing}


def write_headers(credentials: Credentials, _: bytes, __: datetime) -> Mapping[str, str]:
    """Basic authentication, and the version."""
    proof = b64encode(credentials.secret.encode()).decode()
    version = {"X-Experience-API-Version": "1.0.3"}
    return {"Content-Type": "application/json", "Authorization": f"Basic {proof}", **version}


sample = SourceSample(
    kind="xapi",
    body=lambda at: orjson.dumps(statement("http://activitystrea.ms/create", at)),
    other_body=lambda at, number: orjson.dumps(
        statement("http://activitystrea.ms/create", at, f"{DISCUSSION}-{number}", id=f"{STATEMENT[:-12]}{number:012x}")
    ),
    undo_body=lambda at: orjson.dumps(void("7a1c61f0-0f0e-4d0a-8c53-2b8f5d0a9e02", STATEMENT, at)),
    headers=write_headers,
    options=OPTIONS,
    path="statements",
    secret="moodle:the password",
)
