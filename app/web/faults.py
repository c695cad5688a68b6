"""The faults that the fields of a form show, gathered while the page is drawn, so that its summary never differs from them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g


@dataclass(frozen=True)
class ListedFault:
    """What is wrong with one field; `place` is the id of the field, or the address of another page with its fragment."""

    place: str
    label: str
    message: str


def note_field_fault(place: str, label: str, message: str) -> str:
    """Remember a fault that a field shows, for the summary above the form. Draws nothing."""
    g.setdefault("field_faults", []).append(ListedFault(place, _strip_text(label), _strip_text(message)))
    return ""


def take_field_faults() -> list[ListedFault]:
    """The faults noted since the last call, in the order of the page."""
    faults: list[ListedFault] = g.pop("field_faults", [])
    return faults


def _strip_text(text: object) -> str:
    """The text without spaces around it, empty for None; text that is safe in a page stays so."""
    if text is None:
        return ""
    return (text if isinstance(text, str) else str(text)).strip()
