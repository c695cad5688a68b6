"""Copies of packed rankings in Redis, each under the hash of its content, so that a copy is never wrong."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from redis import Redis, RedisError

from app.kernel import clock
from app.kernel.application import get_extension
from app.leaderboards.packed_ranking import ENTRY, ROW, LookupRequest, LookupResult, PackedRows, byte_range_of_rows

log = logging.getLogger(__name__)

EXTENSION = "rolls"
"""The key of the cache among the application's extensions."""
COPY_LIFE = 3_600
"""Seconds a copy lives; the clock copies again what is still published."""
REPLACED_COPY_LIFE = 10
"""Seconds the copy of a replaced version stays: a busy board has a new version every second."""
MAX_GUESSES = 8
"""Ids are nearly evenly spread, so the script interpolates; after so many wrong guesses it bisects."""
CHUNK_SIZE = 1 << 20
"""Bytes sent in one command, so that no other client waits long."""
COPY_COUNTER = "passerelle:roll:copies"
"""The counter that gives each copy under way a key of its own, so that two writers never share one."""
PAUSE_AFTER_FAILURE = timedelta(seconds=2)
"""How long no request goes to a Redis that failed."""

LOOK_UP_SCRIPT = f"""
local row, entry = {ROW.size}, {ENTRY.size}
local people = redis.call('STRLEN', KEYS[1]) / (row + entry)
if people == 0 then return false end
local function slice(first, count)
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
    local id, place = entry_at(middle)
    if id == person then return place end
    if id < person then low, lowest = middle + 1, id + 1 else high, highest = middle - 1, id - 1 end
    tries = tries + 1
  end
  return 0
end
local answer = {{slice(tonumber(ARGV[1]), tonumber(ARGV[2])), 1, ''}}
for i = 4, #ARGV do
  local place = place_of(tonumber(ARGV[i]))
  if place > 0 then
    answer[#answer + 1] = place
    answer[#answer + 1] = slice(place, 1)
    if i == 4 then
      local around = tonumber(ARGV[3])
      answer[2] = math.max(place - around, 1)
      answer[3] = slice(answer[2], place + around - answer[2] + 1)
    end
  end
end
return answer
"""
"""KEYS: a copy. ARGV: the first place, the number of rows, the rows around the person, the person, and the people who are gone."""


APPEND_SCRIPT = f"""
if redis.call('STRLEN', KEYS[1]) == tonumber(ARGV[1]) then redis.call('APPEND', KEYS[1], ARGV[2]) end
redis.call('EXPIRE', KEYS[1], {COPY_LIFE})
return redis.call('STRLEN', KEYS[1])
"""
"""KEYS: a copy under way. ARGV: where the chunk begins, and the chunk. Answers how long the copy is: a command that is sent again, as
after an answer that came too late, adds nothing, and a chunk whose forerunner Redis forgot is not taken."""


class LookUpScript(Protocol):
    """A script as redis-py registers it."""

    def __call__(self, keys: Sequence[str], args: Sequence[int]) -> list[bytes | int] | None: ...


class AppendScript(Protocol):
    """Another one."""

    def __call__(self, keys: Sequence[str], args: Sequence[int | bytes]) -> int: ...


@dataclass
class RankingCache:
    """The copies, over the application's connection. Where an answer is None, PostgreSQL must be read."""

    redis: Redis
    retry_at: datetime | None = None
    _look_up_script: LookUpScript = field(init=False)
    _append_script: AppendScript = field(init=False)

    def __post_init__(self) -> None:
        self._look_up_script = self.redis.register_script(LOOK_UP_SCRIPT)
        self._append_script = self.redis.register_script(APPEND_SCRIPT)

    def find_ranking_rows(self, digest: str, wanted: LookupRequest) -> LookupResult | None:
        """The rows that a lookup wants; None when there is no copy, or no Redis."""
        if self._is_paused():
            return None
        try:
            return (
                self._find_rows_by_byte_range(digest, wanted)
                if wanted.is_without_person
                else self._find_rows_by_script(digest, wanted)
            )
        except RedisError as away:
            self._pause_redis_after_failure(away)
            return None

    def _find_rows_by_script(self, digest: str, wanted: LookupRequest) -> LookupResult | None:
        arguments = (wanted.first, wanted.count, wanted.around, *wanted.person_and_gone_ids)
        answer = self._look_up_script(keys=[_redis_key_of_copy(digest)], args=arguments)
        return None if answer is None else _parse_script_answer(answer, wanted)

    def _find_rows_by_byte_range(self, digest: str, wanted: LookupRequest) -> LookupResult | None:
        """Rows alone need no script. A copy is never empty, so an empty answer means that there is no copy."""
        begins, length = byte_range_of_rows(wanted.first, wanted.count, wanted.ranking_size)
        rows = _assert_is_bytes(self.redis.getrange(_redis_key_of_copy(digest), begins, begins + max(length, 1) - 1))
        return LookupResult(PackedRows(max(wanted.first, 1), rows[:length]), PackedRows(1, b""), ()) if rows else None

    def store_ranking_copy(self, digest: str, ranking: bytes) -> None:
        """Copy a packed ranking; a reader meanwhile finds all of it or none. Where Redis forgot a part meanwhile, there is no copy."""
        if not ranking:
            return
        try:
            made = f"{_redis_key_of_copy(digest)}:{self.redis.incr(COPY_COUNTER)}"
            chunks = [ranking[begins : begins + CHUNK_SIZE] for begins in range(0, len(ranking), CHUNK_SIZE)]
            if all(self._append_chunk(made, place * CHUNK_SIZE, chunk) for place, chunk in enumerate(chunks)):
                self.redis.rename(made, _redis_key_of_copy(digest))
        except RedisError as away:
            self._pause_redis_after_failure(away)

    def _append_chunk(self, key: str, begins: int, chunk: bytes) -> bool:
        return self._append_script(keys=[key], args=(begins, chunk)) == begins + len(chunk)

    def expire_copy_soon(self, digest: str) -> None:
        """Let the copy of a replaced version expire after the requests that already know its digest."""
        try:
            self.redis.expire(_redis_key_of_copy(digest), REPLACED_COPY_LIFE)
        except RedisError as away:
            self._pause_redis_after_failure(away)

    def list_digests_without_copy(self, digests: Sequence[str]) -> list[str]:
        """Which digests have no copy; none while Redis is away, as no copy could be stored."""
        pipeline = self.redis.pipeline(transaction=False)
        for digest in digests:
            pipeline.exists(_redis_key_of_copy(digest))
        try:
            return [digest for digest, is_there in zip(digests, pipeline.execute(), strict=True) if not is_there]
        except RedisError as away:
            self._pause_redis_after_failure(away)
            return []

    def find_copy(self, digest: str) -> bytes | None:
        """The content of that digest; None when there is no copy, or no Redis."""
        if self._is_paused():
            return None
        try:
            content = self.redis.get(_redis_key_of_copy(digest))
        except RedisError as away:
            self._pause_redis_after_failure(away)
            return None
        return content if isinstance(content, bytes) else None

    def _is_paused(self) -> bool:
        return self.retry_at is not None and clock.now() < self.retry_at

    def _pause_redis_after_failure(self, away: RedisError) -> None:
        log.warning("Redis is away; boards are read from PostgreSQL: %s", away)
        self.retry_at = clock.now() + PAUSE_AFTER_FAILURE


def get_ranking_cache() -> RankingCache:
    """The cache of the current application."""
    cache: RankingCache = get_extension(EXTENSION)
    return cache


def _parse_script_answer(answer: Sequence[bytes | int], wanted: LookupRequest) -> LookupResult:
    page, first, around, *matches = answer
    slices = [
        PackedRows(_assert_is_int(place), _assert_is_bytes(row))
        for place, row in zip(matches[::2], matches[1::2], strict=True)
    ]
    return LookupResult(
        PackedRows(max(wanted.first, 1), _assert_is_bytes(page)),
        PackedRows(_assert_is_int(first), _assert_is_bytes(around)),
        tuple(slices),
    )


def _assert_is_int(value: bytes | int) -> int:
    assert isinstance(value, int), "Places are numbers."
    return value


def _assert_is_bytes(value: object) -> bytes:
    assert isinstance(value, bytes), "Rows are bytes."
    return value


def _redis_key_of_copy(digest: str) -> str:
    return f"passerelle:roll:{digest}"
