"""The OpenAPI document is valid, anybody may read it, and what it says of the intake is what the intake does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.intake import openapi as openapi_text
from app.kernel import clock
from app.kernel.api import get_api
from app.kernel.errors import problem_document
from app.kernel.openapi import build_document
from app.webhooks.events import OUTGOING_KINDS
from tests.architecture.house import house
from tests.intake.conftest import NOW, Rse, doing, read_json
from tests.nodes import Read


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


@pytest.mark.judge
def test_the_document_is_valid(bare_app: Flask) -> None:
    answer = bare_app.test_client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert read_json(answer)["openapi"] == "3.1.0"
    assert [error.message for error in OpenAPIV31SpecValidator(read_json(answer)).iter_errors()] == []


@pytest.mark.judge
def test_two_linters_find_nothing_in_the_document(list_openapi_faults: Read) -> None:
    assert list_openapi_faults(house().json.dumps(build_document(house()))) == []


def test_a_document_that_has_not_changed_is_not_sent_again(bare_app: Flask) -> None:
    client = bare_app.test_client()
    tag = client.get("/api/v1/openapi.json").headers["ETag"]
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": tag}).status_code == 304


def test_every_operation_says_who_may_and_that_errors_are_problems(bare_app: Flask) -> None:
    for path, operations in build_document(bare_app)["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            assert "security" in operation, f"{method} {path}"
            assert operation["operationId"], f"{method} {path}"
            assert "default" in operation["responses"], f"{method} {path}"
    push = build_document(bare_app)["paths"]["/api/v1/activities"]["post"]
    assert push["security"] == [{"bearer": ["activities:write"]}]


def test_a_status_has_the_same_name_whichever_python_runs(bare_app: Flask) -> None:
    names = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}
    assert {status: problem_document(status, "")["title"] for status in names} == names
    described = {shared["description"] for shared in build_document(bare_app)["components"]["responses"].values()}
    assert "Unprocessable Content" in described
    assert "Unprocessable Entity" not in described


def test_every_error_is_documented_as_a_problem(bare_app: Flask) -> None:
    """But for the Open Badges API, whose errors have a form of their own."""
    document = build_document(bare_app)
    responses = [
        operation["responses"]
        for address, path in document["paths"].items()
        if not address.startswith("/ims/")
        for operation in path.values()
        if "responses" in operation
    ]
    for response in responses:
        for status, described in response.items():
            if status == "default" or status[0] in "45":
                response_body = (
                    document["components"]["responses"][described["$ref"].rpartition("/")[2]]
                    if "$ref" in described
                    else described
                )
                assert list(response_body["content"]) == ["application/problem+json"]


def test_the_example_is_taken_in_as_it_stands(rse: Rse) -> None:
    with clock.freeze_at(NOW.replace(month=11, day=3)):
        (item,) = read_json(rse.push_one(openapi_text.EVENT_EXAMPLE))["items"]
    assert (item["id"], item["outcome"], item["reason"]) == ("7f1c", "dropped", "unknown-or-not-taking-part")


def test_the_verbs_in_the_document_are_those_that_are_taken_in(rse: Rse) -> None:
    described = build_document(rse.app)["paths"]["/api/v1/activities"]["post"]["requestBody"]["description"]
    verbs = described.partition("Verbs: ")[2].partition(".")[0].split(", ")
    outcomes = rse.outcomes([doing(verb, verb) for verb in verbs])
    assert set(outcomes) <= {"accepted", "dropped"}


def test_what_we_send_has_its_place_in_the_document(bare_app: Flask) -> None:
    get_api(bare_app).describe_webhooks({"tea.ready": {"post": {"responses": {"204": {"description": "Taken in."}}}}})
    assert "tea.ready" in build_document(bare_app)["webhooks"]


def test_the_document_refuses_an_activity_without_one_object_as_the_service_does(rse: Rse) -> None:
    activity = build_document(rse.app)["components"]["schemas"]["Activity"]
    assert "object" in activity["required"]
    assert {"type": "null"} not in activity["properties"]["object"]["anyOf"]
    assert rse.outcomes([doing("1", "Create", object=None)]) == ["refused"]


def test_examples_use_no_member_that_the_document_lacks(bare_app: Flask) -> None:
    document = build_document(bare_app)
    schemas = document["components"]["schemas"]
    assert openapi_text.ACTIVITY_EXAMPLE.keys() <= schemas["Activity"]["properties"].keys()
    assert openapi_text.EVENT_EXAMPLE.keys() <= schemas["CloudEvent"]["properties"].keys()
    content = document["paths"]["/api/v1/activities"]["post"]["requestBody"]["content"]
    assert {"application/json", "application/activity+json", "application/cloudevents+json"} <= content.keys()


def test_messages_to_others_name_that_they_carry_no_credential_of_ours(bare_app: Flask) -> None:
    webhooks = build_document(bare_app)["webhooks"]
    assert [webhooks[kind]["post"]["security"] for kind in OUTGOING_KINDS] == [[]] * len(OUTGOING_KINDS)


def test_every_schema_of_the_document_is_used(bare_app: Flask) -> None:
    document = build_document(bare_app)
    text = bare_app.json.dumps(document)
    assert [name for name in document["components"]["schemas"] if f'schemas/{name}"' not in text] == []
