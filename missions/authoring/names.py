"""The names of roles, as an author reads them."""

from __future__ import annotations

from missions.authoring.controls import Choice

ROLES = (
    Choice("ambassador", {"fr": "Ambassadrices et ambassadeurs", "en": "Ambassadors"}),
    Choice("animator", {"fr": "Animatrices et animateurs de communautés", "en": "Community animation"}),
    Choice("hr", {"fr": "Ressources humaines", "en": "Human resources"}),
    Choice("representative", {"fr": "Représentants du personnel", "en": "Staff representatives"}),
    Choice("it", {"fr": "Informatique", "en": "IT"}),
)
"""Roles that somebody holds beside being a colleague; who manages whom is nobody's audience."""
