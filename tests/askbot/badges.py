"""A badge of the company of the forum: given, shown, hidden and revoked in Passerelle, which tells the forum by a webhook."""

from __future__ import annotations

from datetime import UTC, datetime

import urllib3
from sqlalchemy import select, text
from standardwebhooks.webhooks import Webhook

from app.kernel.application import get_extension
from app.kernel.database import session
from app.kernel.jobs import perform
from app.kernel.transaction import transaction
from app.people.models import Person
from app.webhooks.models import Endpoint
from badges import queries
from badges.network.service import choose_showing
from badges.service.revoke import revoke_award
from tests.askbot.forum import SECRET
from tests.badges.test_naming import give_to
from tests.makers import catch_up

BADGE = (
    '<p class="passerelle-badges"><a href="http://localhost/badges/helper" title="Bonjour">'
    '<img src="http://localhost/ob/badges/helper/1.png" alt="" width="48" height="48" style="vertical-align: middle"> Bonjour</a></p>'
)
"""What a profile shows of it: a link to its page, its picture and its name."""


class GivenBadge:
    """A badge that Chloé and Ada hold, and the endpoint of the forum."""

    def __init__(self, webhook: str) -> None:
        self.webhook = webhook
        with transaction():
            give_to([self._find_id("R0004"), self._find_id("ada")], self._find_id("mod"))
            endpoint = Endpoint(url=webhook, kinds=["badge.awarded", "badge.revoked"], secret=SECRET)
            session().add(endpoint)
            session().flush()
            self.endpoint_id = endpoint.id

    @staticmethod
    def _find_id(number: str) -> int:
        return session().scalars(select(Person.id).where(Person.external_id == number)).one()

    def show(self, number: str, *, is_shown: bool = True) -> None:
        """Let a holder show it in the network, or hide it."""
        with transaction():
            choose_showing(queries.get_badge("helper"), self._find_id(number), is_shown=is_shown)

    @staticmethod
    def restore_older_copy() -> None:
        """Put the database back to what it was before the last award was shown."""
        with transaction():
            session().execute(text("delete from shown_award where award_id = (select max(award_id) from shown_award)"))
            session().execute(text("update shown_award set place = null"))
            session().execute(text("alter sequence shown_award_place restart"))

    def revoke(self, number: str) -> None:
        """Take it from a holder, and let a worker tell the forum."""
        with transaction():
            revoke_award(queries.get_badge("helper"), self._find_id(number), "Une erreur.")
        catch_up(["webhooks"])
        perform("webhooks.send", (self.endpoint_id,), None)
        get_extension("webhooks").close()

    def send_forgery(self) -> int:
        """Send the forum a message that somebody else signed: the status of its answer."""
        body, now = '{"type": "badge.revoked", "data": {"person": "R0004"}}', datetime.now(UTC)
        signature = Webhook(f"whsec_{'b3RoZXIh' * 4}").sign("msg_1", now, body)
        headers = {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
        }
        return int(urllib3.request("POST", self.webhook, body=body, headers=headers).status)
