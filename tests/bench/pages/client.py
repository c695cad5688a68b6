"""One browser over one kept-alive connection: asks as fast as it is answered."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.bench.pages.addresses import CPU, STATEMENTS

PROOF = re.compile(r'name="csrf_token" value="([^"]+)"')
SIGN_IN = "/demo/sign-in-as"


@dataclass
class Client:
    """A connection to 127.0.0.1, and what it sends with every request."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path: str) -> str:
        """What is there; only a 200 will do, or a 304 for a client that has it."""
        answer, body = self._ask("GET", path)
        has_it = "If-None-Match" in self.headers and path != CPU
        assert answer.status == (304 if has_it else 200), f"{path} answered {answer.status}."
        if "Set-Cookie" in answer.headers:
            self._keep_cookies(answer)  # As a browser: else every visit would be the first of the day.
        return body.decode()

    def with_copy_of(self, path: str) -> Client:
        """The same caller, who has what is there now."""
        answer, _ = self._ask("GET", path)
        return Client(self.port, self.headers | {"If-None-Match": answer.headers["ETag"]})

    def sign_in_as(self, person_id: int) -> None:
        """Become this person, through the demo's own door."""
        answer, body = self._ask("GET", SIGN_IN)
        self._keep_cookies(answer)
        proof = PROOF.search(body.decode())
        assert proof is not None, "The demo's door has a form."
        form = urlencode({"csrf_token": proof[1], "person": person_id})
        answer, _ = self._ask("POST", SIGN_IN, form, {"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status == 302, f"The demo's door answered {answer.status}."
        self._keep_cookies(answer)

    def cpu(self) -> float:
        """The CPU seconds that the server has used."""
        return float(self.get(CPU))

    def count_statements(self, path: str) -> int:
        """How many statements the server sends to its database for one page."""
        before = int(self.get(STATEMENTS))
        self.get(path)
        return int(self.get(STATEMENTS)) - before - 1

    def ask_for(self, path: str, seconds: float) -> tuple[float, float]:
        """Ask for one page for so long: requests a second, and the server's CPU seconds for each."""
        used, began, times = self.cpu(), time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            self.get(path)
            times += 1
        took = time.perf_counter() - began
        return times / took, (self.cpu() - used) / times

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: str | None = None, more: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, bytes]:
        self._connection.request(method, path, body, self.headers | (more or {}))
        answer = self._connection.getresponse()
        return answer, answer.read()

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        kept = SimpleCookie(self.headers.get("Cookie", ""))
        for cookie in answer.headers.get_all("Set-Cookie", []):
            kept.load(cookie)
        self.headers["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in kept.items())
