"""Whom the page speaks to: asked once a request, and nobody while the database is away."""

from __future__ import annotations

from flask import g

from app.kernel.access import current
from app.people import queries
from app.people.queries import Face


def visitor() -> Face | None:
    """The signed-in person as the header shows them."""
    if "visitor" not in g:
        person_id = current().person_id
        g.visitor = None if person_id is None else queries.find_face(person_id)
    found: Face | None = g.visitor
    return found
