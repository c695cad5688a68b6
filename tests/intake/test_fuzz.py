"""Whatever an item holds, it is kept or refused by itself, and costs no other item of its batch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.intake.json_text import MAX_DEPTH
from app.kernel import clock
from tests.examples import examples
from tests.intake.conftest import NOW, Rse, activity, doing, event, read_json

numbers = count(1)

MOMENTS = [
    f"{day}T{hour}{zone}"
    for day in ("2026-03-02", "0001-01-01", "9999-12-31", "2026-02-30", "2024-02-29", "-001-01-01")
    for hour in ("08:30:00", "08:30", "23:59:60", "24:00:00", "08:30:00.123456789")
    for zone in ("Z", "+23:59", "-23:59", "+14:00", "+24:00", "", "z")
]
IDS = ["", "\0", "\ud83d", "a\ud83db", "\U0001f600" * 500, "x" * 501, "é" * 500, "acct:@", "acct:a@b:c", "https://[", "http://:0/a",
       "https://rse.example/users/%00", "https://rse.example/users/%ff", "a\u202eb", "%", "'; drop table fact; --", "{}", ":x"]  # fmt: skip
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([10**400, -1, 2**63, 1e308]),
    st.text(max_size=20),
    st.sampled_from(IDS),
    st.sampled_from(MOMENTS),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "attributedTo", "actor", "href", "\0"]), inner, max_size=3)
    ),
    max_leaves=6,
)
ENVELOPE = ("specversion", "id", "source", "type", "time", "moderation", "data", "data_base64", "unknown")
ACTIVITY = ("id", "type", "actor", "published", "object", "target", "to", "cc", "tag", "audience", "context")
THING = ("id", "type", "attributedTo", "inReplyTo", "actor", "tag", "to", "href")
VERBS = ("Create", "Like", "Announce", "Follow", "Join", "Leave", "Accept", "Undo", "Delete", "Update")


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    """A sound event of some verb in which some members hold anything at all."""
    thing = {"id": f"https://rse.example/notes/{next(numbers)}", "type": "Note"} | draw(
        st.dictionaries(st.sampled_from(THING), values, max_size=2)
    )
    data = activity(draw(st.sampled_from(VERBS)), object=thing) | draw(
        st.dictionaries(st.sampled_from(ACTIVITY), values, max_size=2)
    )
    return event(next(numbers), data=data) | draw(st.dictionaries(st.sampled_from(ENVELOPE), values, max_size=1))


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


@pytest.mark.property
@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(items(), min_size=1, max_size=6), as_lines=st.booleans())
def test_no_item_costs_another(rse: Rse, sent: list[dict[str, Any]], as_lines: bool) -> None:  # noqa: FBT001 - Hypothesis names what it draws
    sound = doing(f"sound-{next(numbers)}", object=f"n{next(numbers)}")
    texts = [json.dumps(item) for item in [*sent, sound]]
    body = "\n".join(texts) if as_lines else f"[{','.join(texts)}]"
    answer = rse.push(body.encode(), f"application/{'x-ndjson' if as_lines else 'cloudevents-batch+json'}")
    assert answer.status_code in (200, 202), answer.text
    items = read_json(answer)["items"]
    assert [item["index"] for item in items] == list(range(len(texts)))
    assert items[-1]["outcome"] == "accepted"
    assert all(item["reason"] and item["detail"] for item in items if item["outcome"] == "refused")


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
def test_an_item_that_is_nested_too_deep_costs_no_other(rse: Rse, depth: int) -> None:
    deep = json.dumps(doing(1, object="n1"))[:-1] + f', "unknown": {"[" * depth}{"]" * depth}}}'
    sound, last = json.dumps(doing(2, object='n],"[2')), json.dumps(doing(3, object="n3"))
    body = f"[{sound}, {deep} , {last}]"
    assert rse.outcomes(body.encode()) == ["accepted", "refused", "accepted"]
