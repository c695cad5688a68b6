"""One window of the browser: going somewhere, signing in, and an ear for everything the browser complains about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from playwright.sync_api import ConsoleMessage, Page

from app.people.queries import get_person_by_email
from tests.browser.world import PASSWORD

DESKTOP, PHONE, SMALLEST = 1280, 390, 320


@dataclass
class Visit:
    """One window of the browser, and what it complained about since it was opened."""

    page: Page
    application: Flask
    address: str
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the service."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def sign_in(self, email: str) -> Page:
        """Sign in by the form, as people do."""
        page = self.open("/login")
        page.locator("input[name=email]").fill(email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button").click()
        page.wait_for_url("**/home")
        return page

    def enter(self, email: str) -> Visit:
        """Be signed in at the next page: for tests of what comes after the form, in half its time."""
        client, name = self.application.test_client(), self.application.config["SESSION_COOKIE_NAME"]
        with self.application.app_context():
            person = get_person_by_email(email)
            with client.session_transaction() as cookie:
                cookie.update(person=person.id, version=person.session_version)
        kept = client.get_cookie(name)
        assert kept, "A session that was written is kept in a cookie."
        self.page.context.add_cookies([{"name": name, "value": kept.value, "url": self.address}])
        return self

    def listen(self) -> None:
        """Note what the browser says from now on; it tells violations of the content security policy in its console."""
        self.page.on("console", self._note_complaint)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda sent: None if sent.url.startswith((self.address, "data:")) else self.outside.append(sent.url),
        )

    def _note_complaint(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.location["url"].endswith(".woff2"):
            self.complaints.append(message.text)


Open = Callable[..., Visit]
