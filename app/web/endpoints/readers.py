"""The reader that tells IT, also by e-mail, that an address of webhooks was disabled."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.kernel.application import build_path
from app.notices.service.notify import SharedNotice, notify_people
from app.web.endpoints.queries import list_disabled_endpoints, list_it_person_ids


def _notify_it_of_batch(batch: Batch) -> None:
    disabled, people = list_disabled_endpoints(batch.ids), list_it_person_ids()
    notify_people(
        [
            SharedNotice(
                kind="endpoint.disabled",
                people=people,
                key=endpoint.key,
                path=build_path("endpoints.show_endpoint", endpoint_id=endpoint.id),
                params={"url": endpoint.url},
                happened_at=endpoint.disabled_at,
            )
            for endpoint in disabled
        ]
    )


reader = Reader("disabled-endpoints", frozenset({"endpoint.disabled"}), _notify_it_of_batch)
