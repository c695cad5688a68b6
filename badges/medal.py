"""The drawing of a badge: an outline, a colour of the pages, and an icon in the middle."""

from __future__ import annotations

from enum import StrEnum


class MedalShape(StrEnum):
    """The outline of a badge."""

    ROUND = "round"
    HEXAGON = "hexagon"
    SHIELD = "shield"
    FLOWER = "flower"


class MedalColour(StrEnum):
    """The colour of a badge, by the name that the style sheet gives it."""

    PETROLE = "petrole"
    CORAIL = "corail"
    AMBRE = "ambre"
    VERT = "vert"
    PRUNE = "prune"


OUTLINES = {
    MedalShape.ROUND: "M32 6a26 26 0 1 1 0 52a26 26 0 0 1 0-52z",
    MedalShape.HEXAGON: "M29 5.7q3-1.7 6 0l18.5 10.7q3 1.7 3 5.2v20.8q0 3.5-3 5.2l-18.5 10.7q-3 1.7-6 0"
    "l-18.5-10.7q-3-1.7-3-5.2v-20.8q0-3.5 3-5.2z",
    MedalShape.SHIELD: "M32 5q11 6 23 6v20q0 20-23 28q-23-8-23-28v-20q12 0 23-6z",
    MedalShape.FLOWER: "M32 7.5a11 11 0 0 1 17.3 7.2a11 11 0 0 1 7.2 17.3a11 11 0 0 1-7.2 17.3a11 11 0 0 1-17.3 7.2"
    "a11 11 0 0 1-17.3-7.2a11 11 0 0 1-7.2-17.3a11 11 0 0 1 7.2-17.3a11 11 0 0 1 17.3-7.2z",
}
"""The path of each outline, in a square of 64."""


def quote_names(names: type[StrEnum]) -> str:
    """The names of an enum as a list of SQL texts, for a constraint."""
    return ", ".join(f"'{name}'" for name in names)


SHAPE_NAMES = {
    "round": {"fr": "Rond", "en": "Round"},
    "hexagon": {"fr": "Hexagone", "en": "Hexagon"},
    "shield": {"fr": "Écu", "en": "Shield"},
    "flower": {"fr": "Fleur", "en": "Flower"},
}
COLOUR_NAMES = {
    "petrole": {"fr": "Pétrole", "en": "Teal"},
    "corail": {"fr": "Corail", "en": "Coral"},
    "ambre": {"fr": "Ambre", "en": "Amber"},
    "vert": {"fr": "Vert", "en": "Green"},
    "prune": {"fr": "Prune", "en": "Plum"},
}
ICON_NAMES = {
    "award": {"fr": "Rosette", "en": "Rosette"},
    "trophy": {"fr": "Coupe", "en": "Trophy"},
    "check": {"fr": "Coche", "en": "Check mark"},
    "bolt": {"fr": "Éclair", "en": "Lightning"},
    "book": {"fr": "Livre", "en": "Book"},
    "lifebuoy": {"fr": "Bouée", "en": "Lifebuoy"},
    "heart-handshake": {"fr": "Cœur", "en": "Heart"},
    "users": {"fr": "Personnes", "en": "People"},
    "route": {"fr": "Chemin", "en": "Path"},
    "map-pin": {"fr": "Lieu", "en": "Place"},
    "building": {"fr": "Immeuble", "en": "Building"},
    "language": {"fr": "Langues", "en": "Languages"},
    "chart-bar": {"fr": "Graphique", "en": "Chart"},
    "sun": {"fr": "Soleil", "en": "Sun"},
    "moon": {"fr": "Lune", "en": "Moon"},
}
"""What an author chooses from, with the names for people."""
