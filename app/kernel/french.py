"""French words around names and dates, and the order of names: « d’Agences », « le 1er décembre », Île-de-France before Nord."""

from __future__ import annotations

import re
import unicodedata

_FIRST_OF_MONTH = re.compile(r"(?<![\d.,:])1 (?=(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))")
_ELIDING_VOWELS = frozenset("aeiouœæ")


def correct_french_first_of_month(text: str) -> str:
    """A formatted French date with « 1er » for the first day of a month, which Babel writes as « 1 »."""
    return _FIRST_OF_MONTH.sub("1er ", text)


def prefix_with_de(name: str) -> str:
    """« de » before a name, elided before a vowel or a silent h: « de Rennes », « d’Agences », « d’Hélène »."""
    return f"d’{name}" if _needs_elision(name) else f"de {name}"


def build_sorting_key(name: str) -> str:
    """What sorts names as a dictionary does, as far as letters with accents go: each follows its plain letter."""
    return unicodedata.normalize("NFD", name.casefold())


def _needs_elision(name: str) -> bool:
    letters = unicodedata.normalize("NFD", name.casefold())[:3]
    first = letters[:1]
    if first == "y":
        return letters[1:2].isalpha() and letters[1:2] not in _ELIDING_VOWELS
    return first in _ELIDING_VOWELS or first == "h"
