"""Computes a draw again from its two published files: python3 verifier.py ENTRIES MINUTES [COMMITMENT NOTED BEFORE].

Python 3.9 or newer, nothing else; no line is shared with the service. Ends with 0 when all agrees, with 1 when something differs.
Calcule de nouveau un tirage depuis ses deux fichiers publiés ; se termine par 0 si tout concorde, par 1 sinon.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import operator
import sys
from collections.abc import Iterator
from fractions import Fraction
from heapq import nsmallest
from typing import Optional, TypedDict

Heads = dict[str, int]
# fmt: off
Conditions = TypedDict("Conditions", {
    "format": str, "contest": str, "draw": int, "seats": int, "alternates": int, "ticket_cap": int, "commitment": str,
    "apportionment": str, "heads": Optional[Heads], "beacon_round": Optional[int]})
Beacon = TypedDict("Beacon", {"round": int, "randomness": str, "signature": str})
Group = TypedDict("Group", {"group": str, "heads": int, "holders": int, "seats": int})
Minutes = TypedDict("Minutes", {
    "contest": str, "draw": int, "seed": str, "beacon": Optional[Beacon], "entries": dict[str, str], "commitment": dict[str, str],
    "groups": Optional[list[Group]], "winners": list[dict[str, str]], "alternates": list[dict[str, str]]})
Result = TypedDict("Result", {"winners": list[str], "alternates": list[str], "groups": Optional[list[Group]]})
# fmt: on


def hash_text(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def read_entries(content: bytes) -> tuple[Conditions, list[bytes], list[tuple[int, str]]]:
    first, *lines = content.rstrip(b"\n").split(b"\n")
    conditions, names, ends = json.loads(first), [line[:19] for line in lines], {line[19:] for line in lines}
    heads, allowed = conditions["heads"], {}
    for ticket in range(1, conditions["ticket_cap"] + 1):
        for group in [""] if heads is None else heads:
            allowed[f"\t{ticket}{group and chr(9)}{group}".encode()] = (ticket, group)
    for place, line in enumerate(lines) if ends - set(allowed) or not all(map(operator.lt, names, names[1:])) else ():
        if line[19:] not in allowed or names[place] <= b"".join(names[max(0, place - 1) : place]):
            raise ValueError(f"{line.decode()!r} (line / ligne {place + 2})")
    same = [allowed[end] for end in ends] * len(names)
    return conditions, names, same if len(ends) == 1 else [allowed[line[19:]] for line in lines]


def number_tickets(final: str, ticket: int, names: list[bytes]) -> list[bytes]:
    start = hashlib.sha256(f"{final}:{ticket}:".encode())

    def number_ticket(name: bytes) -> bytes:
        hashing = start.copy()
        hashing.update(name)
        return hashing.digest()

    return [number_ticket(name) for name in names]


def number_holders(final: str, names: list[bytes], meanings: list[tuple[int, str]]) -> list[bytes]:
    numbers = number_tickets(final, 1, names)
    for ticket in range(2, 1 + max((tickets for tickets, _ in set(meanings)), default=0)):
        places = [place for place, (tickets, _) in enumerate(meanings) if tickets >= ticket]
        for place, number in zip(places, number_tickets(final, ticket, [names[place] for place in places])):
            numbers[place] = min(numbers[place], number)
    return numbers


def share_out(method: str, seats: int, heads: dict[str, int], holders: dict[str, int]) -> dict[str, int]:
    seats, shares, full = min(seats, sum(holders.values())), dict.fromkeys(heads, 0), dict[str, int]()
    for _ in range(seats if method == "sainte-lague" else 0):
        able = [name for name in heads if shares[name] < holders[name]]
        shares[min(able, key=lambda name: (Fraction(2 * shares[name] + 1, heads[name]), -heads[name], name))] += 1
    while method == "hamilton":
        able = [name for name in heads if holders[name] and name not in full]
        left, total = seats - sum(full.values()), sum(heads[name] for name in able)
        now = {name: left * heads[name] // total for name in able}
        rests = sorted(able, key=lambda name: (-(left * heads[name] % total), -heads[name], name))
        now.update({name: now[name] + 1 for name in rests[: left - sum(now.values())]})
        over = {name: holders[name] for name in able if now[name] > holders[name]}
        full.update(over or now)
        if not over:
            return {**shares, **full}
    return shares


def draw_holders(final: str, conditions: Conditions, names: list[bytes], meanings: list[tuple[int, str]]) -> Result:
    seats, spare, heads = conditions["seats"], conditions["alternates"], conditions["heads"]
    numbers = number_holders(final, names, meanings)
    if heads is None:
        first = [name.decode() for _, name in nsmallest(seats + spare, zip(numbers, names))]
        return {"winners": first[:seats], "alternates": first[seats:], "groups": None}
    groups: dict[str, list[int]] = {name: [] for name in sorted(heads)}
    for place, (_, group) in enumerate(meanings):
        groups[group].append(place)
    shares = share_out(conditions["apportionment"], seats, heads, {name: len(groups[name]) for name in groups})
    best: dict[str, list[tuple[bytes, bytes]]] = {}
    for name, share in shares.items():
        own = ((numbers[place], names[place]) for place in groups[name])
        best[name] = nsmallest(share - (-spare * share // max(1, sum(shares.values()))), own)
    won = [pair[1].decode() for name in groups for pair in best[name][: shares[name]]]
    rest = sorted(pair for name in groups for pair in best[name][shares[name] :])
    return {
        "winners": sorted(won, key=lambda name: (hash_text(f"{final}:place:{name}"), name)),
        "alternates": [name.decode() for _, name in rest],
        "groups": [{"group": g, "heads": heads[g], "holders": len(groups[g]), "seats": shares[g]} for g in groups],
    }


def list_faults(content: bytes, minutes: Minutes, noted: str, result: Result) -> Iterator[str]:
    conditions, names, meanings = read_entries(content)
    digest, seed, beacon = hashlib.sha256(content).hexdigest(), minutes["seed"], minutes["beacon"]
    contest, number = conditions["contest"], conditions["draw"]
    if digest != minutes["entries"]["sha256"]:
        yield f"The file of entries was changed. / Le fichier des participations a été modifié. SHA-256 {digest}"
    if (contest, number, conditions["format"]) != (minutes["contest"], minutes["draw"], "passerelle-draw-1"):
        yield "The two files are not about the same draw. / Les deux fichiers ne concernent pas le même tirage."
    commitment = hash_text(f"passerelle-draw-1 seed\n{contest}\n{number}\n{seed}\n").hex()
    if not commitment == conditions["commitment"] == minutes["commitment"]["sha256"]:
        yield "The seed is not the one that was committed. / La graine n’est pas celle de l’engagement."
    if noted and noted != conditions["commitment"]:
        yield "The commitment is not the one noted before. / L’engagement n’est pas celui qui a été noté avant."
    signed = beacon and hashlib.sha256(bytes.fromhex(beacon["signature"])).hexdigest() == beacon["randomness"]
    if (beacon and beacon["round"]) != conditions["beacon_round"] or signed is False:
        yield "The beacon is not the announced one. / La valeur publique n’est pas celle qui a été annoncée."
    text = f"passerelle-draw-1\n{contest}\n{number}\n{digest}\n{beacon['randomness'] if beacon else 'none'}\n"
    result.update(
        draw_holders(hmac.new(bytes.fromhex(seed), text.encode(), "sha256").hexdigest(), conditions, names, meanings)
    )
    if [holder["pseudonym"] for holder in minutes["winners"]] != result["winners"]:
        yield "The minutes name other winners. / Le procès-verbal nomme d’autres gagnants."
    if [holder["pseudonym"] for holder in minutes["alternates"]] != result["alternates"]:
        yield "The minutes name other alternates. / Le procès-verbal nomme d’autres suppléants."
    if minutes["groups"] != result["groups"]:
        yield "The seats of the groups differ. / Les lots par groupe diffèrent."


def main(entries: str, minutes: str, noted: str = "") -> int:
    result: Result = {"winners": [], "alternates": [], "groups": None}
    with open(entries, "rb") as file, open(minutes, encoding="utf-8") as document:
        content, document_values = file.read(), json.load(document)
    try:
        faults = list(list_faults(content, document_values, noted, result))
    except (KeyError, TypeError, ValueError) as error:
        faults = [f"A file cannot be read. / Un fichier est illisible : {error}"]
    for rank, name in enumerate(result["winners"], 1):
        print(rank, name)
    print("\n".join(faults) or "All agrees. / Tout concorde.")
    if document_values.get("beacon"):
        print("Not verified here: the signature of drand. / Non vérifié ici : la signature de drand.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
