"""The webhooks' addresses, for machines and their keepers: endpoints, their deliveries, and the feed to pull."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, jsonify
from flask_smorest import Blueprint

from app.kernel.access import require_permission
from app.kernel.answers import IF_MATCH, UNCHANGED, answer_conditionally, refuse_if_changed
from app.kernel.application import get_extension
from app.kernel.idempotency.keys import act_once
from app.kernel.paging import PageQuery
from app.kernel.schema import JsonObject
from app.webhooks import queries
from app.webhooks.models import Delivery, Endpoint
from app.webhooks.schemas import requests, responses
from app.webhooks.service import announce, register
from app.webhooks.service.probe import request_test

endpoints = Blueprint(
    "webhook-endpoints", __name__, url_prefix="/api/v1/webhook-endpoints", description="Where facts are told to."
)
events = Blueprint("events", __name__, url_prefix="/api/v1/events", description="The same facts, to pull.")

Listing = dict[str, object]


@endpoints.route("", methods=["POST"])
@act_once
@endpoints.arguments(requests.NewEndpointSchema)
@endpoints.response(201, responses.EndpointWithSecretSchema)
@require_permission("webhooks.manage")
def create_endpoint(wish: JsonObject) -> Endpoint:
    """Register an endpoint; the answer is the only one that shows its secret."""
    return register.create_endpoint(register.EndpointWish(**wish), get_extension("webhooks").reach)


@endpoints.route("", methods=["GET"])
@endpoints.response(200, responses.EndpointListSchema)
@require_permission("webhooks.manage")
def list_endpoints() -> Listing:
    """List the endpoints, oldest first."""
    return {"data": queries.list_endpoints()}


@endpoints.route("/<int:endpoint_id>", methods=["GET"])
@endpoints.response(200, responses.EndpointSchema)
@endpoints.alt_response(304, description=UNCHANGED)
@require_permission("webhooks.manage")
def show_endpoint(endpoint_id: int) -> Response:
    """Show an endpoint and how it is."""
    return _respond_with_endpoint(queries.get_endpoint(endpoint_id))


@endpoints.route("/<int:endpoint_id>", methods=["PATCH"])
@endpoints.arguments(requests.EndpointChangeSchema)
@endpoints.response(200, responses.EndpointSchema)
@endpoints.doc(parameters=[IF_MATCH])
@endpoints.alt_response(412, "PRECONDITION_FAILED")
@require_permission("webhooks.manage")
def change_endpoint(changes: JsonObject, endpoint_id: int) -> Response:
    """Change what is sent: kinds, address, form, key. With If-Match, only while the endpoint is as its ETag says."""
    endpoint = queries.get_locked_endpoint(endpoint_id)
    refuse_if_changed(_respond_with_endpoint(endpoint))
    wish = replace(register.describe_wish(endpoint), **changes)
    return _respond_with_endpoint(register.change_endpoint(endpoint, wish, get_extension("webhooks").reach))


@endpoints.route("/<int:endpoint_id>", methods=["DELETE"])
@endpoints.response(204)
@require_permission("webhooks.manage")
def delete_endpoint(endpoint_id: int) -> None:
    """Forget an endpoint, with everything due to it."""
    register.delete_endpoint(queries.get_endpoint(endpoint_id))


@endpoints.route("/<int:endpoint_id>/rotate", methods=["POST"])
@act_once
@endpoints.response(200, responses.EndpointWithSecretSchema)
@require_permission("webhooks.manage")
def rotate_secret(endpoint_id: int) -> Endpoint:
    """Give an endpoint a new secret, shown this once; each one before signs beside it for 24 hours, up to five of them."""
    return register.rotate_secret(queries.get_endpoint(endpoint_id))


@endpoints.route("/<int:endpoint_id>/enable", methods=["POST"])
@act_once
@endpoints.response(200, responses.EndpointSchema)
@require_permission("webhooks.manage")
def enable_endpoint(endpoint_id: int) -> Endpoint:
    """Try an endpoint again that was disabled."""
    return register.enable_endpoint(queries.get_endpoint(endpoint_id))


@endpoints.route("/<int:endpoint_id>/test", methods=["POST"])
@act_once
@endpoints.response(202, responses.EndpointSchema)
@require_permission("webhooks.manage")
def test_endpoint(endpoint_id: int) -> Endpoint:
    """Send a message of the type webhook.test, also to an endpoint that is disabled; `last_test` says what came back, null until it did."""
    return request_test(queries.get_endpoint(endpoint_id))


@endpoints.route("/<int:endpoint_id>/replay", methods=["POST"])
@act_once
@endpoints.arguments(requests.ReplaySchema)
@endpoints.response(202, responses.RecoveredSchema)
@require_permission("webhooks.manage")
def replay_deliveries(wish: requests.ReplayWish, endpoint_id: int) -> Listing:
    """Send deliveries again, under the same webhook-ids and whether they arrived or not: up to a hundred by their ids, or all since a moment."""
    return {"due": announce.make_deliveries_due_again(queries.get_endpoint(endpoint_id), **wish)}


@endpoints.route("/<int:endpoint_id>/deliveries", methods=["GET"])
@endpoints.arguments(PageQuery, location="query")
@endpoints.response(200, responses.DeliveryPageSchema)
@require_permission("webhooks.manage")
def list_deliveries(query: requests.QueryParameters, endpoint_id: int) -> Listing:
    """List what was and will be sent to an endpoint, with every try."""
    page = queries.list_deliveries(queries.get_endpoint(endpoint_id), query["cursor"], query["limit"])
    return {"data": page.items, "next_cursor": page.next_cursor}


@endpoints.route("/<int:endpoint_id>/deliveries/<int:delivery_id>/replay", methods=["POST"])
@act_once
@endpoints.response(202, responses.DeliverySchema)
@require_permission("webhooks.manage")
def replay_delivery(endpoint_id: int, delivery_id: int) -> Delivery:
    """Send one delivery again, under the same webhook-id."""
    endpoint = queries.get_endpoint(endpoint_id)
    return announce.make_delivery_due_again(endpoint, queries.get_locked_delivery(endpoint, delivery_id))


@endpoints.route("/<int:endpoint_id>/recover", methods=["POST"])
@act_once
@endpoints.arguments(requests.RecoverQuery, location="query")
@endpoints.response(202, responses.RecoveredSchema)
@require_permission("webhooks.manage")
def recover_deliveries(query: requests.QueryParameters, endpoint_id: int) -> Listing:
    """Send again everything since a moment that never arrived; from the endpoint's registration on, whatever the moment."""
    return {"due": announce.make_undelivered_due_since(queries.get_endpoint(endpoint_id), query["since"])}


@events.route("", methods=["GET"])
@events.arguments(requests.FeedQuery, location="query")
@events.response(200, responses.FeedSchema)
@events.alt_response(410, "GONE")
@require_permission("events.pull")
def pull_events(query: requests.QueryParameters) -> Listing:
    """Pull events, oldest first, for networks that let no call in: keep `iterator` and come back with it. Without it, `since` says where to begin.

    410: the database was moved, or put back to an older copy. Call once without `iterator`, with `since` and a moment before that.
    """
    page, done = queries.read_feed_page(query["iterator"], query["limit"], query["since"])
    return {"data": page.items, "iterator": page.next_cursor, "done": done}


def _respond_with_endpoint(endpoint: Endpoint) -> Response:
    return answer_conditionally(jsonify(responses.EndpointSchema().dump(endpoint)))
