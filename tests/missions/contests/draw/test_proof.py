"""What proves a draw: the commitment, the beacon's signature, and the example of the documentation, figure by figure."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from missions.contests.draw.beacon import (
    GENESIS_AT,
    BeaconNotProven,
    compute_round_moment,
    find_first_round_from,
    is_signed_round,
    parse_beacon_value,
)
from missions.contests.draw.entries import DrawConditions, FrozenEntries, TicketHolder, freeze_entries
from missions.contests.draw.minutes import DrawRecord, build_minutes
from missions.contests.draw.order import compute_holder_numbers
from missions.contests.draw.outcome import draw_outcome
from missions.contests.draw.pseudonyms import derive_pseudonym
from missions.contests.draw.seed import compute_commitment, derive_final_seed
from tests.docs.pages import Page
from tests.missions.contests.draw.made_draws import ROUND_1000, make_entries, make_final_seed, make_holders

PASTED = json.dumps({"round": 1000, "randomness": ROUND_1000.randomness, "signature": ROUND_1000.signature})


def test_a_real_value_of_the_beacon_is_proven() -> None:
    assert parse_beacon_value(PASTED, announced=1000) == ROUND_1000


@pytest.mark.parametrize(
    ("pasted", "announced"),
    [
        ("", 1000),
        ("[]", 1000),
        (PASTED, 1001),
        (PASTED.replace("fe29", "ff29"), 1000),
        (PASTED.replace("b446", "b447"), 1000),
        (PASTED.replace('"round": 1000', '"round": 1001'), 1001),
        (PASTED.replace("b446", "zzzz"), 1000),
    ],
    ids=[
        "nothing",
        "no object",
        "another round",
        "randomness",
        "signature",
        "signed for another round",
        "no hexadecimal",
    ],
)
def test_any_other_value_is_refused(pasted: str, announced: int) -> None:
    with pytest.raises(BeaconNotProven):
        parse_beacon_value(pasted, announced=announced)


def test_a_forged_signature_with_its_own_hash_is_refused() -> None:
    forged = bytes([0xC0, *[0] * 47])
    pasted = json.dumps({"round": 1000, "randomness": sha256(forged).hexdigest(), "signature": forged.hex()})
    with pytest.raises(BeaconNotProven):
        parse_beacon_value(pasted, announced=1000)
    assert not is_signed_round(1000, b"")


def test_the_announced_round_does_not_exist_before_its_moment() -> None:
    assert find_first_round_from(GENESIS_AT) == 1
    assert find_first_round_from(GENESIS_AT + timedelta(seconds=1)) == 2
    close = datetime(2026, 12, 18, 17, tzinfo=UTC)
    round_number = find_first_round_from(close)
    assert compute_round_moment(round_number - 1) < close <= compute_round_moment(round_number)


def test_only_the_committed_seed_and_the_announced_beacon_draw() -> None:
    entries = make_entries(make_holders([("", 1)] * 3), seed=1)
    make_final_seed(entries, 1)
    with pytest.raises(AssertionError, match="committed"):
        make_final_seed(entries, 2)
    with pytest.raises(AssertionError, match="announced"):
        derive_final_seed(sha256(b"seed 1").digest(), entries)


def test_a_draw_that_replaces_another_has_its_own_seed_its_number_and_its_reason() -> None:
    first = make_entries(make_holders([("", 1)] * 9))
    seed = sha256(b"seed 0").digest()
    assert compute_commitment(seed, "sapin", 2) != first.conditions.commitment
    conditions = replace(first.conditions, number=2, commitment=compute_commitment(seed, "sapin", 2))
    second = replace(first, conditions=conditions)
    record = DrawRecord(
        committed_at=datetime(2026, 12, 1, tzinfo=UTC),
        frozen_at=datetime(2026, 12, 2, tzinfo=UTC),
        drawn_at=datetime(2026, 12, 3, tzinfo=UTC),
        seed=seed,
    )
    reason = "Une objection a été retenue."
    minutes = json.loads(build_minutes(second, replace(record, reason=reason)))
    assert (minutes["draw"], minutes["reason"]) == (2, reason)
    for entries, given in ((second, ""), (first, reason)):
        with pytest.raises(AssertionError, match="says why"):
            build_minutes(entries, replace(record, reason=given))


def test_a_pseudonym_differs_by_contest_and_by_secret() -> None:
    pseudonyms = {derive_pseudonym(secret, contest, 7) for secret in (b"a", b"b") for contest in ("x", "y")}
    assert len(pseudonyms) == 4
    assert derive_pseudonym(b"a", "x", 7) in pseudonyms


def read_example() -> tuple[Page, FrozenEntries]:
    page = Page("docs/explanation/draws.md")
    (text,) = [block for block in page.blocks("text") if block.startswith('{"alternates"')]
    values = json.loads(text.splitlines()[0])
    names = {"draw": "number"} | {name: name for name in DrawConditions.__dataclass_fields__}
    conditions = DrawConditions(**{names[name]: value for name, value in values.items() if name in names})
    holders = [TicketHolder(line.split("\t")[0], int(line.split("\t")[1])) for line in text.splitlines()[1:]]
    entries = freeze_entries(conditions, holders)
    assert entries.content.decode().strip() == text.strip()
    return page, entries


def test_the_example_of_the_documentation_is_drawn_as_it_says() -> None:
    page, entries = read_example()
    text = page.prose + "\n".join(page.blocks("text"))
    (seed,) = re.findall(r"000102\w{58}", text)[:1]
    final = derive_final_seed(bytes.fromhex(seed), entries, randomness=ROUND_1000.randomness)
    numbers = compute_holder_numbers(final, entries.pseudonyms, entries.tickets)
    for figure in (entries.conditions.commitment, entries.digest, final, *(number.hex() for number in numbers)):
        assert figure in text, figure
    outcome = draw_outcome(entries, final)
    ranked = [holder.pseudonym for holder in (*outcome.winners, *outcome.alternates)]
    assert re.findall(r"^\| (\d) \| `([\w-]+)` \|", page.text, re.MULTILINE)[: len(ranked)] == [
        (str(rank), name) for rank, name in enumerate(ranked, 1)
    ]
    assert f"`{derive_pseudonym(bytes.fromhex(seed), entries.conditions.contest, 42)}`" in page.text
