"""Whatever is wrong with what is sent is said clearly, once, and nothing is half-written."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import orjson
import pytest
from werkzeug.test import TestResponse

from app.intake.json_text import MAX_DEPTH, TOO_DEEP
from app.intake.request_body import MAX_BODY_BYTES, MAX_ITEM_BYTES, MAX_ITEMS
from app.intake.sources.cloudevents.kind import ITEM_TOO_LARGE
from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token, revoke_token
from tests.intake.conftest import NOW, Rse, activity, doing, event, read_json
from tests.intake.test_reading import WRONG

BATCH = "application/cloudevents-batch+json"
LINES = "application/x-ndjson"
BY_HEADERS = {"ce-id": "1", "ce-specversion": "1.0", "ce-type": "created", "ce-source": "/rse"}
ONE = "application/cloudevents+json"


NOT_JSON = [
    (b"", ONE),
    (b"", BATCH),
    (b"{", ONE),
    (b"[{}", BATCH),
    (b"\xff\xfe[]", BATCH),
    (b"\xef\xbb\xbf{}", ONE),
    (b"NaN", ONE),
    (b'{"id": "\xff"}', ONE),
    (b'{"data":' * 5_000 + b"1" + b"}" * 5_000, ONE),
]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


def refusal(rse: Rse, body: object, media_type: str = BATCH, **headers: str) -> tuple[int, str]:
    """The status and the sentence of a problem, after a look that nothing was written."""
    answer = rse.push(body, media_type, **headers)
    assert answer.mimetype == "application/problem+json"
    assert read_json(answer)["status"] == answer.status_code
    assert rse.facts() == []
    return answer.status_code, read_json(answer)["detail"]


def test_what_is_not_json_is_one_problem(rse: Rse) -> None:
    for body, media_type in NOT_JSON:
        status, detail = refusal(rse, body, media_type)
        assert status == 400
        assert detail.startswith("The body is not JSON")


def deep_event(depth: int) -> bytes:
    """An event whose activity is the innermost of so many objects, its own included."""
    return b'{"data":' * (depth - 1) + b'{"text":"[[{{\\"["}' + b"}" * (depth - 1)


def test_depth_is_bounded_in_the_same_way_by_every_python(rse: Rse) -> None:
    for depth in (MAX_DEPTH + 1, 900, 3_000, 6_000):
        too_deep = f"The body is not JSON: {TOO_DEEP}."
        assert refusal(rse, deep_event(depth), ONE) == (400, too_deep)
        assert rse.outcomes(b"[" + deep_event(depth) + b"]") == ["refused"]
        assert refusal(rse, deep_event(depth), "application/activity+json", **BY_HEADERS) == (400, too_deep)
        rejected = read_json(rse.push(deep_event(depth), LINES))["items"][0]
        assert rejected["reason"] == f"Not JSON: {TOO_DEEP}."
    read = read_json(rse.push(deep_event(MAX_DEPTH), LINES))["items"][0]
    assert "JSON" not in read["reason"]


def test_a_batch_that_is_no_array_is_one_problem(rse: Rse) -> None:
    assert refusal(rse, event()) == (400, "A batch is a JSON array of CloudEvents.")


def test_a_media_type_that_is_not_read_is_answered_with_those_that_are(rse: Rse) -> None:
    for media_type in ("application/json", "text/plain", "application/x-www-form-urlencoded", ""):
        status, detail = refusal(rse, event(), media_type)
        assert status == 415
        assert "application/cloudevents+json" in detail


def test_an_encoding_that_is_not_read_is_named(rse: Rse) -> None:
    status, detail = refusal(rse, [event()], Content_Encoding="br")
    assert status == 415
    assert "'br'" in detail


def test_a_body_that_is_not_whole_gzip_is_one_problem(rse: Rse) -> None:
    for body in (b"", b"no gzip at all", gzip.compress(b"[]")[:-6], gzip.compress(b"[]")[:-8] + b"\0" * 8):
        assert refusal(rse, body, Content_Encoding="gzip")[0] == 400


def test_a_request_that_is_too_large_is_refused(rse: Rse) -> None:
    assert refusal(rse, b" " * (MAX_BODY_BYTES + 1)) == (413, "More than 8 MiB in one request: send it in several.")


def test_a_request_that_never_says_its_size_is_held_to_it(rse: Rse) -> None:
    def streamed(body: bytes) -> TestResponse:
        headers = {"Authorization": f"Bearer {rse.token}", "Content-Type": LINES}
        ends = {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
        return rse.client.post(
            "/api/v1/activities", input_stream=BytesIO(body), headers=headers, environ_overrides=ends
        )

    assert streamed(b" " * (MAX_BODY_BYTES + 1)).status_code == 413
    fits = orjson.dumps(event())
    assert read_json(streamed(fits + b" " * (MAX_BODY_BYTES - len(fits))))["items"][0]["reason"] == ITEM_TOO_LARGE
    assert read_json(streamed(fits + b"\n" * (MAX_BODY_BYTES - len(fits))))["accepted"] == 1


def test_a_small_body_that_grows_without_end_is_refused(rse: Rse) -> None:
    bomb = gzip.compress(b"[" + b" " * 200_000_000)
    assert len(bomb) < 300_000
    assert refusal(rse, bomb, Content_Encoding="gzip")[0] == 413


def test_too_many_activities_are_refused(rse: Rse) -> None:
    for media_type, body in ((LINES, b"{}\n" * (MAX_ITEMS + 1)), (BATCH, orjson.dumps([{}] * (MAX_ITEMS + 1)))):
        status, detail = refusal(rse, body, media_type)
        assert (status, detail[:4]) == (413, "5001")


def test_a_batch_of_millions_of_crumbs_is_refused_before_it_is_read(rse: Rse) -> None:
    assert refusal(rse, b"[" + b"1," * 3_000_000 + b"1]")[0] == 413


def test_an_activity_that_is_too_large_is_refused_by_itself(rse: Rse) -> None:
    large = doing(1, object={"id": "n", "content": "x" * MAX_ITEM_BYTES})
    answer = rse.push([large, event(2)])
    assert [item["outcome"] for item in read_json(answer)["items"]] == ["refused", "accepted"]
    assert read_json(answer)["items"][0] == {
        "index": 0,
        "id": "event-1",
        "outcome": "refused",
        "reason": "More than 64 KiB in one activity.",
        "effect": "none",
        "code": "unreadable",
        "detail": "More than 64 KiB in one activity.",
    }


def test_a_lone_activity_that_is_too_large_is_refused(rse: Rse) -> None:
    assert refusal(rse, doing(1, content="x" * MAX_ITEM_BYTES), ONE)[0] == 413


def test_a_line_that_is_not_json_is_refused_by_itself(rse: Rse) -> None:
    lines = b"\n".join([orjson.dumps(event(1)), b'{"id": "cut', b"\xff", b"[" * 100_000, orjson.dumps(event(2))])
    assert rse.outcomes(lines, LINES) == ["accepted", "refused", "refused", "refused", "accepted"]


def test_what_is_wrong_is_told_with_its_place_and_nothing_of_it_is_written(rse: Rse) -> None:
    answer = rse.push([sent for _, sent, _ in WRONG])
    assert (answer.status_code, read_json(answer)["refused"]) == (200, len(WRONG))
    assert [item.get("pointer") for item in read_json(answer)["items"]] == [pointer for _, _, pointer in WRONG]
    assert rse.facts() == []


def test_a_lone_event_that_is_wrong_is_a_problem(rse: Rse) -> None:
    for _, sent, pointer in WRONG:
        answer = rse.push_one(sent)
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
        assert read_json(answer)["errors"][0]["pointer"] == (pointer or "")
    assert rse.facts() == []


def test_half_an_emoji_in_a_message_costs_nobody_their_activity(rse: Rse) -> None:
    halves = ["\\ud83d", "\\uDE00", "\\ud83d\\ud83d", "x\\ud83dx"]
    body = orjson.dumps([doing(half, id=f"HALF{place}", content=f"HALF{place}") for place, half in enumerate(halves)])
    for place, half in enumerate(halves):
        body = body.replace(f'"content":"HALF{place}"'.encode(), f'"content":"{half}"'.encode())
    assert rse.outcomes(body) == ["accepted"] * 4


def test_half_an_emoji_in_an_id_is_refused_and_a_whole_one_is_not(rse: Rse) -> None:
    body = orjson.dumps([event("HALF"), event("WHOLE"), event("BACKSLASH")])
    body = body.replace(b"HALF", b"\\ud83d").replace(b"WHOLE", b"\\ud83d\\ude00").replace(b"BACKSLASH", b"\\\\ud83d")
    assert rse.outcomes(body) == ["refused", "accepted", "accepted"]
    assert {fact.source_key for fact in rse.facts()} == {"event-\N{GRINNING FACE}", "event-\\ud83d"}


def test_an_event_in_the_headers_may_be_wrong_too(rse: Rse) -> None:
    headers = {"ce_id": "1", "ce_specversion": "1.0", "ce_source": "https://rse.example/", "ce_type": "activity"}
    answer = rse.push(activity("Solve"), "application/activity+json", **headers)
    assert (answer.status_code, read_json(answer)["errors"][0]["pointer"]) == (422, "/data/type")
    assert refusal(rse, b"{", "application/activity+json", **headers)[0] == 400
    headless = rse.push(activity(), "application/activity+json", ce_specversion="1.0", ce_id="1")
    assert (headless.status_code, read_json(headless)["detail"]) == (422, "Object missing required field source.")


def test_without_a_token_nobody_comes_in(rse: Rse) -> None:
    answer = rse.client.post("/api/v1/activities", json=event())
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert rse.facts() == []


def test_an_unknown_token_does_not_come_in(rse: Rse) -> None:
    rse.token = "psr_of-our-own-making"
    assert refusal(rse, [event()])[0] == 401


def test_a_token_of_another_scope_is_forbidden(rse: Rse) -> None:
    with rse.app.app_context(), transaction():
        rse.token = create_token("boards", scopes={"boards:read"}, source="intranet")
    assert refusal(rse, [event()])[0] == 403


def test_a_revoked_token_no_longer_comes_in(rse: Rse) -> None:
    rse.push([])
    with rse.app.app_context(), transaction():
        revoke_token("the RSE")
    with clock.freeze_at(NOW + timedelta(seconds=31)):
        assert refusal(rse, [event()])[0] == 401


def test_reading_is_no_way_to_push(rse: Rse) -> None:
    assert rse.client.get("/api/v1/activities").status_code == 405
