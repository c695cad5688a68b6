"""Whom a visitor of the demo may be: one person for each role, found in the database."""

from __future__ import annotations

import psycopg

ONE_OF_EACH = """
    SELECT DISTINCT ON (place, role) role, given_name || ' ' || family_name
    FROM (
        SELECT 1 AS place, role, person_id FROM person_role
        UNION ALL
        SELECT 0, 'newcomer', (SELECT id FROM person WHERE left_on IS NULL AND arrived_on <= current_date ORDER BY arrived_on DESC, id LIMIT 1)
    ) AS held JOIN person ON person.id = person_id
    WHERE left_on IS NULL
    ORDER BY place, role, person_id
"""


def list_sign_ins(database_url: str) -> list[tuple[str, str]]:
    """Role and name, the newcomer first."""
    with psycopg.connect(database_url, connect_timeout=3) as connection:
        return [(str(role), str(name)) for role, name in connection.execute(ONE_OF_EACH)]
