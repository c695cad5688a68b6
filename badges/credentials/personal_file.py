"""What the file of a person's own data holds of credentials: each with its addresses, as verifiers read them."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.personal_file import FilePart, OwnRecords, OwnTable, refer_to_part
from app.kernel.schema import JsonObject
from app.kernel.texts import N_
from badges.credentials.addresses import current_issuer
from badges.credentials.models import BadgePage, Credential, StatusListPlace
from badges.credentials.queries import list_own_credentials
from badges.models import Award


def _list_addresses(person_id: int) -> Sequence[JsonObject]:
    issuer = current_issuer()
    return [
        {
            "badge": own.slug,
            "announcement": own.announcement,
            "issuer": issuer.did,
            "badge_address": issuer.badge_url(own.slug, own.number),
            "status_list_address": issuer.status_list_url(own.list_number),
            "status_list_index": own.place,
            "page_address": issuer.page_url(own.token) if own.token else None,
        }
        for own in list_own_credentials(person_id)
    ]


PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(
        table=Credential,
        title=N_("Vos badges signés"),
        belongs_to=refer_to_part(Credential.award_id, Award.id, Award.person_id),
    ),
    OwnRecords(table=Credential, title=N_("Les adresses de vos badges signés"), read=_list_addresses),
    OwnTable(
        table=StatusListPlace,
        title=N_("Les places de vos badges dans les listes de retraits"),
        belongs_to=refer_to_part(StatusListPlace.award_id, Award.id, Award.person_id),
    ),
    OwnTable(
        table=BadgePage,
        title=N_("Les pages publiques que vous avez ouvertes"),
        belongs_to=refer_to_part(BadgePage.award_id, Award.id, Award.person_id),
    ),
)
