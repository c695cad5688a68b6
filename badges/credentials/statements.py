"""The SQL of the lists of revoked credentials."""

from __future__ import annotations

REVOKED_PLACES = """
select array[
    coalesce(string_agg(place::text, ',' order by place),
        case when :number between 1 and (select max(list_number) from status_list_place) then '' end),
    (select coalesce(jsonb_object_agg(name, jwk), '{}')::text from issuer_key)]
from status_list_place
where list_number = :number and (is_revoked or award_id is null)
"""
"""Two texts: the revoked places, however many places there are, null where no such list was begun; and every public key by its name."""
