"""Speaks to Microsoft Graph as the app that IT registered."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from msgspec import json

from app.intake.inbox_kind import NetworkAnswer, NetworkClient, NetworkSilent
from app.intake.json_text import get_text, parse_json_body
from app.intake.source import ConnectedSource
from app.kernel.schema import JsonObject

ROOT, SIGN_IN = "https://graph.microsoft.com/v1.0/", "https://login.microsoftonline.com/"
NOT_THERE = (403, 404, 410)


@dataclass
class Graph:
    """The API, with a token that is asked for once, at the first call, and kept nowhere."""

    source: ConnectedSource
    client: NetworkClient
    _token: str = field(default="", repr=False)

    def ask(self, path: str, method: str = "GET", body: JsonObject | None = None) -> JsonObject | None:
        """The answer of one call; None for what is not there, or not ours to see. NetworkSilent for any other that is none, and
        where Graph refuses to make something.

        `path` may be a link that Graph gave to its next page; a link to anywhere else is not followed.
        """
        if path.startswith("https:") and not path.startswith(ROOT):
            raise NetworkSilent("Graph names a next page at another address.")
        url = path if path.startswith(ROOT) else ROOT + path
        headers = {"Authorization": f"Bearer {self._get_token()}", "Content-Type": "application/json"}
        answer = self.client.send_request(method, url, headers=headers, body=json.encode(body) if body else None)
        if answer.status in NOT_THERE and method != "POST":
            return None
        return _parse_answer(answer, f"{method} {path.partition('?')[0]}")

    def _get_token(self) -> str:
        if not self._token:
            options, secret = self.source.options, self.source.secret.partition(" ")[2]
            grant = {"client_id": options["client_id"], "client_secret": secret, "grant_type": "client_credentials"}
            body = urlencode({**grant, "scope": "https://graph.microsoft.com/.default"}).encode()
            url = f"{SIGN_IN}{quote(options['tenant'])}/oauth2/v2.0/token"
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = self.client.send_request("POST", url, headers=headers, body=body)
            self._token = get_text(_parse_answer(answer, "the request for a token"), "access_token")
        return self._token


def _parse_answer(answer: NetworkAnswer, call: str) -> JsonObject:
    if answer.status == 204:
        return {}
    content = parse_json_body(answer.body) if answer.status in (200, 201) else None
    if isinstance(content, dict):
        return content
    raise NetworkSilent(f"Microsoft answered {answer.status} to {call}.")
