"""What the documentation shows works: its events are taken in, its Python runs, its receiver verifies."""

from __future__ import annotations

import ast
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
import urllib3
from msgspec.json import decode

from app.intake.activities import CloudEvent
from app.intake.inbox_kind import InboxKind
from app.intake.interpretation import InterpretedActivity, interpret_event
from app.intake.request_body import MAX_BODY_BYTES, MAX_ITEMS
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven
from app.intake.verbs import VERBS
from app.journal.counter import CountRequirement
from app.journal.kinds import KINDS
from app.kernel import clock
from app.webhooks.signature import build_signed_headers, encode_secret
from badges.criterion import BadgeCriterion
from missions.kind import CountingContext, MissionKind
from tests.architecture.source import ROOT, must_be_none
from tests.docs.pages import Page, written_by_hand
from tests.intake.memory import DictMemory
from tests.intake.sample import Credentials, SourceSample

RECEIVER = ROOT / "docs/tutorials/receiver.py"
SECRET = encode_secret(b"a key that only this test knows!")
BODY = json.dumps(
    {"type": "badge.awarded", "timestamp": "2026-01-05T08:00:00Z", "data": {"person": "R1", "object": "badge:b"}}
)


def shown_events() -> Iterator[tuple[str, str]]:
    """Every CloudEvent that a page shows, whole or in a line, the shell's variables filled in."""
    now = clock.now().isoformat()
    for page in written_by_hand():
        for block in page.blocks("json", "sh"):
            events = (
                [block]
                if block.lstrip().startswith('{\n  "specversion"')
                else re.findall(r'^\{"specversion.*\}$', block, re.MULTILINE)
            )
            yield from ((page.path, event.replace("$NOW", now).replace("$SOFIA", "R1")) for event in events)


def test_every_event_that_is_shown_is_heard() -> None:
    events = list(shown_events())
    assert len(events) > 3, "The tutorial and the guide show some."
    now = max([clock.now(), datetime(2026, 12, 1, tzinfo=UTC)])
    results = [(path, interpret_event(decode(event.encode(), type=CloudEvent), now)) for path, event in events]
    must_be_none(f"{path}: {result}" for path, result in results if not isinstance(result, InterpretedActivity))
    must_be_none(
        f"{path} accepts what nothing says is an answer: {result}"
        for path, result in results
        if isinstance(result, InterpretedActivity) and not result.meaning.is_proven
    )


def test_every_block_of_json_is_json() -> None:
    for page in written_by_hand():
        for block in page.blocks("json"):
            json.loads(block)


def test_the_guide_tells_of_every_verb_and_of_facts_that_exist() -> None:
    guide = Page("docs/how-to/connect-a-network.md")
    inline = " ".join(guide.inline)
    must_be_none(verb for verb in VERBS if not re.search(rf"\b{verb}\b", inline))
    must_be_none(name for name in guide.inline if re.fullmatch(r"[a-z]+\.[a-z]+", name) and name not in KINDS)


def test_the_limits_that_the_guide_tells_are_those_of_the_intake() -> None:
    prose = Page("docs/how-to/connect-a-network.md").prose
    assert f"{MAX_ITEMS} activities, {MAX_BODY_BYTES // 1024 // 1024} MiB" in prose


def test_every_name_that_the_python_imports_exists() -> None:
    blocks = [(page.path, ast.parse(block)) for page in written_by_hand() for block in page.blocks("python")]
    imports = [
        (path, node)
        for path, tree in blocks
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    ]
    must_be_none(
        f"{path}: from {node.module} import {alias.name}"
        for path, node in imports
        for alias in node.names
        if node.module and node.module != "__future__" and not hasattr(import_module(node.module), alias.name)
    )


@pytest.mark.parametrize(
    ("guide", "contract"), [("add-a-mission-kind", MissionKind), ("add-a-badge-criterion", BadgeCriterion)]
)
def test_a_kind_that_a_guide_shows_is_a_kind(guide: str, contract: type[MissionKind | BadgeCriterion]) -> None:
    (block,) = Page(f"docs/how-to/{guide}.md").blocks("python")
    made: dict[str, object] = {}
    exec(compile(block, guide, "exec"), made)
    (kind,) = [value for value in made.values() if isinstance(value, contract)]
    settings = kind.settings().load({"wanted": 2, "facts": ["post.created"]})
    counting = kind.counting(CountingContext(settings, "m")) if isinstance(kind, MissionKind) else kind.rule(settings)
    assert isinstance(counting, CountRequirement)
    assert counting.wanted == 2
    assert set(counting.kinds) <= KINDS.keys()


def test_the_source_that_the_guide_shows_takes_in_its_own_sample_and_no_forgery() -> None:
    kind_block, sample_block = Page("docs/how-to/add-a-source.md").blocks("python")
    shown: dict[str, object] = {}
    for block in (kind_block, sample_block):
        exec(compile(block, "add-a-source", "exec"), shown)
    kind, sample = shown["kind"], shown["sample"]
    assert isinstance(kind, InboxKind)
    assert isinstance(sample, SourceSample)
    source, now = ConnectedSource("agora", "shared"), datetime(2026, 12, 1, tzinfo=UTC)
    body, memory = sample.body(now), DictMemory()
    headers = {name.lower(): text for name, text in sample.headers(Credentials("shared", ""), body, now).items()}
    request = RawRequest("application/json", headers, body, now)
    assert kind.answer_challenge(source, request) is None
    kind.authenticate(source, request)
    assert kind.cut is not None
    (item,) = kind.cut(source, request, memory)
    assert "Hello" not in str(item), "No words are kept."
    (event,) = kind.read(ConnectedSource("agora"), item, memory)
    assert isinstance(event, CloudEvent)
    assert isinstance(interpret_event(event, now), InterpretedActivity)
    with pytest.raises(SourceNotProven):
        kind.authenticate(ConnectedSource("agora", "another"), request)


@pytest.fixture
def receiver() -> Iterator[str]:
    """The tutorial's receiver on a free port: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen([sys.executable, str(RECEIVER), SECRET, str(port)], stdout=subprocess.DEVNULL) as running:
        yield f"http://127.0.0.1:{port}/"
        running.terminate()


@pytest.mark.parametrize(
    ("secret", "age", "status"),
    [
        (SECRET, timedelta(), 204),
        (SECRET, timedelta(minutes=6), 401),
        (encode_secret(b"a key that somebody else invents"), timedelta(), 401),
    ],
    ids=["ours", "too old", "forged"],
)
def test_the_receiver_of_the_tutorial_takes_ours_and_nothing_else(
    receiver: str, secret: str, age: timedelta, status: int
) -> None:
    headers = build_signed_headers("msg_1", BODY, at=clock.now() - age, secrets=[secret])
    patient = urllib3.Retry(total=20, backoff_factor=0.1, status=0)
    assert urllib3.request("POST", receiver, body=BODY, headers=headers, retries=patient).status == status


def test_the_receiver_of_the_tutorial_needs_nothing_but_python() -> None:
    tree = ast.parse(RECEIVER.read_text(encoding="utf-8"))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name.partition(".")[0] for name in modules} <= sys.stdlib_module_names
    assert Path(RECEIVER).read_text(encoding="utf-8").count("\n") < 50
