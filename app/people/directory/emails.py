"""Reads an e-mail address that mail can reach; a domain with letters such as é is kept as its encoded name (IDN)."""

from __future__ import annotations

import re

import idna

from app.kernel.messages import ErrorMessage
from app.people.directory.cells import UnreadableCell

LONGEST = 254
LONGEST_LOCAL_PART = 64

_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")

NOT_AN_EMAIL = ErrorMessage(
    "“{cell}” is not an e-mail: write name@company.",
    french="« {cell} » n’est pas une adresse : écrivez nom@entreprise.",
)
UNREACHABLE_NAME = ErrorMessage(
    "“{cell}”: no mail reaches this address. Before the @, letters without accents, figures and single dots between them.",
    french="« {cell} » : aucun message n’arrive à cette adresse. Avant le @, des lettres sans accent, des chiffres et des points isolés.",
)
UNREACHABLE_DOMAIN = ErrorMessage(
    "“{cell}”: no mail reaches this address. What follows the @ is not the name of a server.",
    french="« {cell} » : aucun message n’arrive à cette adresse. Ce qui suit le @ n’est pas le nom d’un serveur.",
)


def parse_email(cell: str) -> str:
    """The address in small letters, its domain encoded; UnreadableCell when no mail could reach it."""
    local_part, at, domain = cell.lower().rpartition("@")
    if not at or not local_part or not domain or "@" in local_part or " " in cell:
        raise UnreadableCell(NOT_AN_EMAIL.format(cell=cell))
    if not _LOCAL_PART.fullmatch(local_part) or len(local_part) > LONGEST_LOCAL_PART:
        raise UnreadableCell(UNREACHABLE_NAME.format(cell=cell))
    encoded = domain if _DOMAIN.fullmatch(domain) else _encode_domain(cell, domain)
    if len(local_part) + 1 + len(encoded) > LONGEST:
        raise UnreadableCell(UNREACHABLE_DOMAIN.format(cell=cell))
    return f"{local_part}@{encoded}"


def _encode_domain(cell: str, domain: str) -> str:
    try:
        encoded = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        encoded = ""
    if not _DOMAIN.fullmatch(encoded):
        raise UnreadableCell(UNREACHABLE_DOMAIN.format(cell=cell))
    return encoded
