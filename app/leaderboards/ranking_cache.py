"""The copies of rolls in Redis: one answer in one round trip, under the name of what it holds, so that a copy is never wrong."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from redis import Redis, RedisError

from app.kernel import clock
from app.kernel.application import get_extension
from app.leaderboards.packed_ranking import ENTRY, ROW, LookupResult, RankLookup, Slice, byte_range

log = logging.getLogger(__name__)

EXTENSION = "rolls"
"""Under which name the application holds its store."""
COPY_LIFE = 3_600
"""Seconds that a copy lives; the clock makes a new one of what is still published."""
REPLACED_COPY_LIFE = 10
"""Seconds that the copy of an earlier version stays: a busy board has a new one every second."""
PAGE_LIFE = 30
"""Seconds that the ready-made answer to a reader of the first page lives."""
MAX_GUESSES = 8
"""Ids lie nearly evenly, so the script guesses where one is; after so many wrong guesses it searches by halves."""
CHUNK_SIZE = 1 << 20
"""A copy is sent in pieces, so that no other client waits long."""
COPY_COUNTER = "passerelle:roll:copies"
"""Counts copies, so that two who make one at the same time never write into the same."""
PAUSE_AFTER_FAILURE = timedelta(seconds=2)
"""For how long a silent Redis is not asked again."""

LOOK_UP_SCRIPT = f"""
local row, entry = {ROW.size}, {ENTRY.size}
local people = redis.call('STRLEN', KEYS[1]) / (row + entry)
if people == 0 then return false end
local function cut(first, count)
  first = math.max(first, 1)
  local last = math.min(first + count - 1, people)
  if last < first then return '' end
  return redis.call('GETRANGE', KEYS[1], (first - 1) * row, last * row - 1)
end
local function entry_at(position)
  local begins = people * row + position * entry
  local high, low, place = struct.unpack('>I4I4I4', redis.call('GETRANGE', KEYS[1], begins, begins + entry - 1))
  return high * 4294967296 + low, place
end
local function place_of(person)
  local low, high, tries = 0, people - 1, 0
  local lowest, highest = entry_at(low), entry_at(high)
  while low <= high and lowest <= person and person <= highest do
    local middle = math.floor((low + high) / 2)
    if tries < {MAX_GUESSES} and highest > lowest then
      middle = low + math.floor((person - lowest) * (high - low) / (highest - lowest))
    end
    local found, place = entry_at(middle)
    if found == person then return place end
    if found < person then low, lowest = middle + 1, found + 1 else high, highest = middle - 1, found - 1 end
    tries = tries + 1
  end
  return 0
end
local answer = {{cut(tonumber(ARGV[1]), tonumber(ARGV[2])), 1, ''}}
for i = 4, #ARGV do
  local place = place_of(tonumber(ARGV[i]))
  if place > 0 then
    answer[#answer + 1] = place
    answer[#answer + 1] = cut(place, 1)
    if i == 4 then
      local around = tonumber(ARGV[3])
      answer[2] = math.max(place - around, 1)
      answer[3] = cut(answer[2], place + around - answer[2] + 1)
    end
  end
end
return answer
"""
"""KEYS: a roll. ARGV: the first place, how many rows, how many around the person, the person, and those who are gone."""


class LuaScript(Protocol):
    """What redis-py makes of a script."""

    def __call__(self, keys: Sequence[str], args: Sequence[int]) -> list[bytes | int] | None: ...


@dataclass
class RankingCache:
    """The copies, over the connection of the application. Every answer may be None: then PostgreSQL knows."""

    redis: Redis
    asked_again_at: datetime | None = None
    _glance: LuaScript = field(init=False)

    def __post_init__(self) -> None:
        self._glance = self.redis.register_script(LOOK_UP_SCRIPT)

    def glance(self, digest: str, wanted: RankLookup) -> LookupResult | None:
        """What is wanted of a roll; None when there is no copy, or no Redis."""
        if self._is_resting():
            return None
        try:
            return self._read_rows(digest, wanted) if wanted.is_nobodys else self._run_script(digest, wanted)
        except RedisError as away:
            self._rest(away)
            return None

    def _run_script(self, digest: str, wanted: RankLookup) -> LookupResult | None:
        arguments = (wanted.first, wanted.count, wanted.around, *wanted.people)
        told = self._glance(keys=[_copy_key(digest)], args=arguments)
        return None if told is None else _read_script_answer(told, wanted)

    def _read_rows(self, digest: str, wanted: RankLookup) -> LookupResult | None:
        """Rows alone need no script. A roll is never empty, so an answer without its first byte comes from no copy."""
        begins, length = byte_range(wanted.first, wanted.count, wanted.roll_of)
        rows = _as_bytes(self.redis.getrange(_copy_key(digest), begins, begins + max(length, 1) - 1))
        return LookupResult(Slice(max(wanted.first, 1), rows[:length]), Slice(1, b""), ()) if rows else None

    def keep(self, digest: str, roll: bytes) -> None:
        """Copy a roll; whoever reads meanwhile finds all of it or none."""
        if not roll:
            return
        try:
            made = f"{_copy_key(digest)}:{self.redis.incr(COPY_COUNTER)}"
            for begins in range(0, len(roll), CHUNK_SIZE):
                self.redis.append(made, roll[begins : begins + CHUNK_SIZE])
                self.redis.expire(made, COPY_LIFE)
            self.redis.rename(made, _copy_key(digest))
        except RedisError as away:
            self._rest(away)

    def let_go(self, digest: str) -> None:
        """Let the copy of a roll that was published until now run out, once those who have just read its name have read it."""
        try:
            self.redis.expire(_copy_key(digest), REPLACED_COPY_LIFE)
        except RedisError as away:
            self._rest(away)

    def missing(self, digests: Sequence[str]) -> list[str]:
        """Which rolls have no copy; none while Redis is away, for nobody could keep one."""
        pipeline = self.redis.pipeline(transaction=False)
        for digest in digests:
            pipeline.exists(_copy_key(digest))
        try:
            return [digest for digest, is_there in zip(digests, pipeline.execute(), strict=True) if not is_there]
        except RedisError as away:
            self._rest(away)
            return []

    def find_page(self, name: str) -> bytes | None:
        """The ready-made answer of that name."""
        if self._is_resting():
            return None
        try:
            found = self.redis.get(_page_key(name))
        except RedisError as away:
            self._rest(away)
            return None
        return found if isinstance(found, bytes) else None

    def keep_page(self, name: str, page: bytes) -> None:
        """Keep an answer for those who ask the same within the half minute."""
        if self._is_resting():
            return
        try:
            self.redis.set(_page_key(name), page, ex=PAGE_LIFE)
        except RedisError as away:
            self._rest(away)

    def _is_resting(self) -> bool:
        return self.asked_again_at is not None and clock.now() < self.asked_again_at

    def _rest(self, away: RedisError) -> None:
        log.warning("Redis is away; boards are read from PostgreSQL: %s", away)
        self.asked_again_at = clock.now() + PAUSE_AFTER_FAILURE


def current_cache() -> RankingCache:
    """The copies of the application under way."""
    store: RankingCache = get_extension(EXTENSION)
    return store


def _read_script_answer(told: Sequence[bytes | int], wanted: RankLookup) -> LookupResult:
    page, first, around, *found = told
    cuts = [Slice(_as_number(place), _as_bytes(row)) for place, row in zip(found[::2], found[1::2], strict=True)]
    return LookupResult(
        Slice(max(wanted.first, 1), _as_bytes(page)), Slice(_as_number(first), _as_bytes(around)), tuple(cuts)
    )


def _as_number(told: bytes | int) -> int:
    assert isinstance(told, int), "Places are numbers."
    return told


def _as_bytes(told: object) -> bytes:
    assert isinstance(told, bytes), "Rows are bytes."
    return told


def _copy_key(digest: str) -> str:
    return f"passerelle:roll:{digest}"


def _page_key(name: str) -> str:
    return f"passerelle:board:{name}"
