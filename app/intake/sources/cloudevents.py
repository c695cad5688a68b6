"""The way of speaking that asks for no adapter: CloudEvents 1.0, alone, in a batch, as NDJSON or by headers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import unquote

from msgspec import DecodeError, Raw, Struct, ValidationError, convert
from msgspec.json import Decoder

from app.intake.activities import Aside, CloudEvent
from app.intake.json_text import pointer_and_reason, with_whole_pairs
from app.intake.limits import LARGEST_ITEM, MOST_ITEMS, MOST_VALUES
from app.intake.request_body import Unreadable
from app.intake.source import Adapter, Contents, Item, Parcel
from app.kernel.errors import TooLarge


class _Named(Struct):
    id: str


_event = Decoder(CloudEvent)
_batch = Decoder(list[Raw])
_value = Decoder()
_named = Decoder(_Named)

NOT_JSON = (DecodeError, UnicodeDecodeError, RecursionError)
TOO_LARGE = f"More than {LARGEST_ITEM // 1024} KiB in one activity."


def _read_one(parcel: Parcel) -> Contents:
    try:
        return Contents([_item(_small(parcel.body))], is_lone=True)
    except NOT_JSON as wrong:
        raise Unreadable(f"The body is not JSON: {wrong}.") from wrong


def _read_by_headers(parcel: Parcel) -> Contents:
    """CloudEvents' binary mode: the attributes are headers, the body is the activity."""
    attributes = {name[3:]: unquote(text) for name, text in parcel.headers.items() if name.startswith("ce-")}
    try:
        activity = _value.decode(_small(parcel.body))
        return Contents([convert(attributes | {"data": activity}, CloudEvent)], is_lone=True)
    except ValidationError as wrong:
        return Contents([_refused(wrong, attributes.get("id"))], is_lone=True)
    except NOT_JSON as wrong:
        raise Unreadable(f"The body is not JSON: {wrong}.") from wrong


def _read_batch(parcel: Parcel) -> Contents:
    body = with_whole_pairs(parcel.body)
    if body.count(b",") > MOST_VALUES:
        raise TooLarge(f"More values than {MOST_ITEMS} activities have: send them in several requests.")
    try:
        return _several(_batch.decode(body))
    except ValidationError as wrong:
        raise Unreadable("A batch is a JSON array of CloudEvents.") from wrong
    except NOT_JSON as wrong:
        raise Unreadable(f"The body is not JSON: {wrong}.") from wrong


def _read_lines(parcel: Parcel) -> Contents:
    return _several([line for line in with_whole_pairs(parcel.body).split(b"\n") if line.strip()])


def _several(items: Sequence[bytes | Raw]) -> Contents:
    if len(items) > MOST_ITEMS:
        raise TooLarge(f"{len(items)} activities in one request: {MOST_ITEMS} at most, send them in several.")
    return Contents([_one_of_several(item) for item in items])


def _one_of_several(text: bytes | Raw) -> Item:
    if memoryview(text).nbytes > LARGEST_ITEM:
        return Aside("refused", TOO_LARGE, None, _id_in(text))
    try:
        return _item(text)
    except NOT_JSON as wrong:
        return Aside("refused", f"Not JSON: {wrong}.")


def _item(text: bytes | Raw) -> Item:
    try:
        return _event.decode(text)
    except ValidationError as wrong:
        return _refused(wrong, _id_in(text))


def _refused(wrong: ValidationError, event_id: str | None) -> Aside:
    pointer, reason = pointer_and_reason(wrong)
    return Aside("refused", reason, pointer, event_id)


def _id_in(text: bytes | Raw) -> str | None:
    try:
        return _named.decode(text).id
    except NOT_JSON:
        return None


def _small(body: bytes) -> bytes:
    if len(body) > LARGEST_ITEM:
        raise TooLarge(TOO_LARGE)
    return with_whole_pairs(body)


READERS: dict[str, Callable[[Parcel], Contents]] = {
    "application/cloudevents+json": _read_one,
    "application/cloudevents-batch+json": _read_batch,
    "application/x-ndjson": _read_lines,
}
BODIES = frozenset({"application/activity+json", "application/ld+json", "application/json"})
"""Media types of an activity whose event is in the headers."""


def _recognises(parcel: Parcel) -> bool:
    return parcel.media_type in READERS or (parcel.media_type in BODIES and "ce-specversion" in parcel.headers)


def _read(parcel: Parcel) -> Contents:
    return READERS.get(parcel.media_type, _read_by_headers)(parcel)


adapter = Adapter(name="cloudevents", recognises=_recognises, read=_read)
