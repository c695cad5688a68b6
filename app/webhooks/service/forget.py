"""Deletes the contents of old messages; that they were sent, when and how often stays."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.database import session
from app.webhooks.statements import FORGET_CONTENTS

CONTENTS_KEPT_FOR = timedelta(days=30)
"""How long after its last try the content of a message is kept."""

FORGET_BATCH = 5_000
FORGOTTEN_BODY = ""
"""What stands in place of a content that was forgotten."""


def delete_old_message_bodies() -> int:
    """Delete the contents of up to FORGET_BATCH messages whose last attempt is old enough; returns how many."""
    before = clock.now() - CONTENTS_KEPT_FOR
    parameters = {"before": before, "most": FORGET_BATCH, "forgotten": FORGOTTEN_BODY}
    return len(session().execute(FORGET_CONTENTS, parameters).all())
