"""The words that names may not use, and the single words that may name a function."""

from __future__ import annotations

import re
from collections.abc import Mapping

BANNED = frozenset(
    {"told", "said", "asked", "seen", "known", "held", "found", "one", "mine", "theirs", "telling", "tells", "tellings"}
)
"""No function, class, parameter, variable, attribute or part of an SQL statement has such a name."""

BANNED_PARTS = frozenset({"told", "said", "telling", "tellings"})
"""No function, class or file has such a word in its name. Names of tests are sentences, and use any word."""

FUNCTIONS_OF_ONE_WORD: Mapping[str, str] = {
    "main": "Where a program starts, as everywhere in Python.",
    "now": "`clock.now()`: the module says the noun.",
    "at": "`clock.at(moment)`: the module says the noun.",
    "session": "The session of the transaction: a noun, for what is read a thousand times.",
    "transaction": "`with transaction()` reads as a sentence.",
    "redis": "The connection, by the name of what it reaches.",
    "gettext": "The name that catalogues and templates know.",
    "ngettext": "As above.",
    "discover": "`discover(package)` reads as a sentence.",
    "N_": "The name by which gettext tools find a marked text.",
    "perform": "Redis keeps its dotted name with each queued job: a new name would lose them.",
    "livez": "The name of a probe's address.",
    "readyz": "As above.",
    "index": "A page: the list of what there is.",
    "show": "A page: what there is of one.",
    "new": "A page: the empty form.",
    "create": "A page: takes the new one.",
    "edit": "A page: the filled form.",
    "update": "A page: takes the changed one.",
    "destroy": "A page: takes one away.",
}
"""The functions that one word may name, each with its reason."""


def words_of(name: str) -> set[str]:
    """The words of a name, in small letters: `FirstMessage` and `first_message` have two."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
