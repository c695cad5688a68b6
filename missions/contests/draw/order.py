"""The order of a draw: each ticket has a number that nobody chose, and the lowest number comes first."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def compute_holder_numbers(final_seed: str, pseudonyms: Sequence[str], tickets: Sequence[int]) -> list[bytes]:
    """For each holder the lowest number of their tickets.

    The number of a ticket is SHA-256 of the text `final seed:place of the ticket:pseudonym`. All tickets in the order of their
    numbers are in a random order, so the holders in the order of their lowest numbers are those of tickets drawn one after
    the other, where a holder leaves with all their tickets.
    """
    numbers = _compute_ticket_numbers(final_seed, 1, pseudonyms)
    for ticket in range(2, max(tickets, default=0) + 1):
        places = [place for place, count in enumerate(tickets) if count >= ticket]
        further = _compute_ticket_numbers(final_seed, ticket, [pseudonyms[place] for place in places])
        for place, number in zip(places, further, strict=True):
            numbers[place] = min(numbers[place], number)
    return numbers


def compute_place_number(final_seed: str, pseudonym: str) -> bytes:
    """The number that orders the winners of several groups among themselves, whatever their group and their tickets."""
    return sha256(f"{final_seed}:place:{pseudonym}".encode()).digest()


def _compute_ticket_numbers(final_seed: str, ticket: int, pseudonyms: Sequence[str]) -> list[bytes]:
    """The final seed fills the first block of the hash, which is therefore computed once."""
    beginning = sha256(f"{final_seed}:{ticket}:".encode())

    def compute_number(pseudonym: str) -> bytes:
        hashing = beginning.copy()
        hashing.update(pseudonym.encode())
        return hashing.digest()

    return [compute_number(pseudonym) for pseudonym in pseudonyms]
