"""The SQL of the lists of revoked credentials."""

from __future__ import annotations

REVOKED_PLACES = """
select coalesce(string_agg(place::text, ',' order by place),
    case when :number between 1 and (select max(list_number) from status_list_place) then '' end)
from status_list_place
where list_number = :number and (is_revoked or award_id is null)
"""
"""One text, null where no such list was begun: it reads the places that are revoked, however many there are."""
