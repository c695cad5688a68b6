"""A channel of Teams in which Ada wrote: Graph notifies that there is a message, and answers it when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from app.intake.inbox_kind import NetworkAnswer
from tests.intake.conftest import NOW
from tests.intake.sample import SourceSample

TENANT, TEAM = "2432b57b-0abd-43db-aa7b-16eadd115d34", "fbe2bf47-16c8-47cf-b4a5-4b9b187c508b"
CHANNEL = "19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2"
OPTIONS = {
    "tenant": TENANT,
    "client_id": "8ea0e38b-efb3-4757-924a-5f94061cf8c2",
    "notification_url": "https://passerelle.rse.test/hooks/network",
    "channels": [f"{TEAM}/{CHANNEL}"],
}
SECRET = "state-of-client secret-of-app"
MESSAGES = f"teams/{TEAM}/channels/{CHANNEL}/messages"
PLACE_OF_STATE = "the client state"
MOMENT = "2026-03-02T09:00:00.514Z"


def write_person(name: str, **members: Any) -> dict[str, Any]:
    """Who did something, as Graph names them."""
    person = {"id": name, "displayName": "Secret Name", "userIdentityType": "aadUser", "tenantId": TENANT}
    return {"application": None, "device": None, "user": person | members}


def write_message(number: int, who: str = "ada", **members: Any) -> dict[str, Any]:
    """A message of the channel."""
    named = {"id": str(number), "replyToId": None, "messageType": "message", "from": write_person(who)}
    moments = {"createdDateTime": MOMENT, "lastModifiedDateTime": MOMENT, "deletedDateTime": None}
    words = {"body": {"contentType": "html", "content": "secret words"}, "subject": "secret subject"}
    return {**named, **moments, **words, "mentions": [], "reactions": [], "attachments": []} | members


def notification(number: int, change: str = "created", **members: Any) -> dict[str, Any]:
    """What Graph says of a message that was made, changed or deleted."""
    resource = f"teams('{TEAM}')/channels('{CHANNEL}')/messages('{number}')"
    data = {"id": str(number), "@odata.type": "#Microsoft.Graph.chatMessage", "@odata.id": resource}
    ends = {"subscriptionId": "subscription-1", "subscriptionExpirationDateTime": "2026-03-02T10:00:00+00:00"}
    named = {**ends, "changeType": change, "resource": resource, "resourceData": data, "tenantId": TENANT}
    return {**named, "clientState": PLACE_OF_STATE} | members


def collect(*notifications: dict[str, Any]) -> bytes:
    """The body of a request."""
    return orjson.dumps({"value": notifications})


class Teams:
    """Graph with one team, one channel and its messages, and the subscriptions that it was asked for."""

    def __init__(self, *messages: dict[str, Any], membership: str = "standard") -> None:
        self.messages, self.membership = {each["id"]: each for each in messages}, membership
        self.subscriptions, self.calls, self.status = dict[str, Any](), list[str](), 200
        self.made = 0

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        """The answers of every call that the kind makes."""
        if url == f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token":
            assert b"client_secret=secret-of-app" in (body or b"")
            return NetworkAnswer(200, b'{"access_token":"token-of-app"}')
        assert headers["Authorization"] == "Bearer token-of-app"
        path = url.removeprefix("https://graph.microsoft.com/v1.0/")
        self.calls.append(f"{method} {path.removeprefix(MESSAGES)}")
        if self.status != 200:
            return NetworkAnswer(self.status, b"{}")
        answer = self.answer(method, path, orjson.loads(body or b"{}"))
        return NetworkAnswer(404 if answer is None else 200, orjson.dumps(answer))

    def answer(self, method: str, path: str, wanted: dict[str, Any]) -> object:
        """What Graph answers, None where it has nothing."""
        if method == "POST":
            self.made += 1
            self.subscriptions[f"subscription-{self.made}"] = wanted
            return {"id": f"subscription-{self.made}"}
        if path.startswith("subscriptions/"):
            kept = self.subscriptions.get(path.partition("/")[2])
            if kept is not None and method == "DELETE":
                del self.subscriptions[path.partition("/")[2]]
            return kept and kept | wanted
        if path.endswith("membershipType"):
            return {"membershipType": self.membership}
        if "/delta" in path:
            return self.list_page(path)
        return self.messages.get(path.removeprefix(f"{MESSAGES}/").rpartition("/")[2])

    def list_page(self, path: str) -> dict[str, Any]:
        """A page of one message each, with its answers."""
        firsts = [each for each in self.messages.values() if not each["replyToId"]]
        start = int(path.partition("token=")[2] or 0)
        answers = [
            each for each in self.messages.values() if firsts[start:] and each["replyToId"] == firsts[start]["id"]
        ]
        page = {"value": [each | {"replies": answers} for each in firsts[start : start + 1]]}
        link = f"https://graph.microsoft.com/v1.0/{MESSAGES}/delta?token={start + 1}"
        return page | ({"@odata.nextLink": link} if start + 1 < len(firsts) else {"@odata.deltaLink": link})


class TeamsWithNews(Teams):
    """A channel whose messages are not listed yet: each is fetched, once it is notified."""

    def answer(self, method: str, path: str, wanted: dict[str, Any]) -> object:
        """Whatever message is asked for was written, but for those that are known better."""
        own = path.removeprefix(f"{MESSAGES}/")
        is_message = own.isdigit() and own not in self.messages
        return (
            write_message(int(own)) | {"createdDateTime": NOW.isoformat()}
            if is_message
            else super().answer(method, path, wanted)
        )

    def list_page(self, path: str) -> dict[str, Any]:
        """Nothing."""
        return {"value": [], "@odata.deltaLink": path}


def write_body(_: datetime) -> bytes:
    """A message was made: the notification does not date it."""
    return collect(notification(1_000))


sample = SourceSample(
    kind="graph",
    body=write_body,
    other_body=lambda _, number: collect(notification(2_000 + number)),
    undo_body=lambda _: collect(notification(1_000, "deleted")),
    headers=lambda _, __, ___: {"Content-Type": "application/json"},
    prove_in_body=lambda proof, body: body.replace(PLACE_OF_STATE.encode(), proof.secret.partition(" ")[0].encode()),
    greeting=(b"", b"Validation: Testing client & 1"),
    greeting_query="validationToken=Validation%3A+Testing%20client%20%26+1",
    client=TeamsWithNews(write_message(1_000, createdDateTime=NOW.isoformat())),
    options=OPTIONS,
    secret=SECRET,
)
