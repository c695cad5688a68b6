"""The kind `cloudevents`: CloudEvents 1.0 with a service token, alone, in a batch, as NDJSON, or by headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote_to_bytes

from msgspec import DecodeError, Raw, Struct, ValidationError
from msgspec.json import Decoder

from app.intake.activities import CloudEvent, Rejection
from app.intake.json_text import (
    MAX_DEPTH,
    TOO_DEEP,
    build_rejection,
    is_nested_too_deep,
    parse_cloud_event,
    replace_lone_surrogates,
    split_array_nested_too_deep,
)
from app.intake.request_body import MAX_ITEM_BYTES, MAX_ITEMS, MAX_VALUES, UnreadableBody, decompress_body
from app.intake.source import AnsweredKind, ConnectedSource, ParsedBatch, ParsedItem, RawRequest, SourceNotProven
from app.kernel.errors import TooLarge, UnsupportedMediaType


class _EventWithOnlyId(Struct):
    id: str


_event_decoder = Decoder(CloudEvent)
_batch_decoder = Decoder(list[Raw])
_json_decoder = Decoder()
_id_decoder = Decoder(_EventWithOnlyId)

JSON_ERRORS = (DecodeError, UnicodeDecodeError, RecursionError)
QUOTED, ESCAPED = re.compile(r'"((?:[^"\\]|\\.)*)"'), re.compile(r"\\(.)")
NOT_UTF8 = "The percent-encoded bytes of this header are not UTF-8."
ITEM_TOO_LARGE = f"More than {MAX_ITEM_BYTES // 1024} KiB in one activity."


def _parse_single_event(body: bytes) -> ParsedBatch:
    try:
        return ParsedBatch([_parse_item(_check_size_and_clean_body(body))], is_lone=True)
    except JSON_ERRORS as wrong:
        raise UnreadableBody(f"The body is not JSON: {wrong}.") from wrong


def _parse_event_with_headers(headers: Mapping[str, str], body: bytes) -> ParsedBatch:
    """CloudEvents' binary mode: the attributes are headers, the body is the activity."""
    attributes = {name[3:]: decode_header_value(text) for name, text in headers.items() if name.startswith("ce-")}
    broken = next((name for name, text in attributes.items() if text is None), None)
    if broken is not None:
        return ParsedBatch([Rejection("refused", NOT_UTF8, f"/{broken}", attributes.get("id"))], is_lone=True)
    try:
        text = _check_size_and_clean_body(body)
        _refuse_too_deep(text)
        activity = _json_decoder.decode(text)
    except JSON_ERRORS as wrong:
        raise UnreadableBody(f"The body is not JSON: {wrong}.") from wrong
    return ParsedBatch([parse_cloud_event(attributes | {"data": activity}, attributes.get("id"))], is_lone=True)


def decode_header_value(text: str) -> str | None:
    """An attribute as its header carries it (HTTP binding, 3.1.3.2): unquoted, then percent-decoded; None when that is not UTF-8."""
    if quoted := QUOTED.fullmatch(text):
        text = ESCAPED.sub(r"\1", quoted[1])
    try:
        return unquote_to_bytes(text.encode("latin-1")).decode()
    except UnicodeError:
        return None


def _parse_json_batch(body: bytes) -> ParsedBatch:
    body = replace_lone_surrogates(body)
    if body.count(b",") > MAX_VALUES:
        raise TooLarge(f"More values than {MAX_ITEMS} activities have: send them in several requests.")
    try:
        items: Sequence[bytes | Raw] = _batch_decoder.decode(body)
    except JSON_ERRORS as wrong:
        items = _split_batch_nested_too_deep(body, wrong)
    return _parse_items(items)


def _split_batch_nested_too_deep(body: bytes, wrong: Exception) -> list[bytes]:
    """The items of a batch that the decoder does not read because of one that is too deep; UnreadableBody for any other fault.

    How deep a batch is, is looked at here alone: to look through a whole batch costs several times what reading it does.
    """
    if is_nested_too_deep(body, MAX_DEPTH + 1):
        cut = split_array_nested_too_deep(body)
        if cut is None:
            raise UnreadableBody(f"The body is not JSON: {TOO_DEEP}.") from wrong
        return cut
    if isinstance(wrong, ValidationError):
        raise UnreadableBody("A batch is a JSON array of CloudEvents.") from wrong
    raise UnreadableBody(f"The body is not JSON: {wrong}.") from wrong


def _parse_event_lines(body: bytes) -> ParsedBatch:
    return _parse_items([line for line in replace_lone_surrogates(body).split(b"\n") if line.strip()])


def _parse_items(items: Sequence[bytes | Raw]) -> ParsedBatch:
    if len(items) > MAX_ITEMS:
        raise TooLarge(f"{len(items)} activities in one request: {MAX_ITEMS} at most, send them in several.")
    return ParsedBatch([_parse_item_of_batch(item) for item in items])


def _parse_item_of_batch(text: bytes | Raw) -> ParsedItem:
    if memoryview(text).nbytes > MAX_ITEM_BYTES:
        return Rejection("refused", ITEM_TOO_LARGE, None, _find_event_id(text))
    try:
        return _parse_item(text)
    except JSON_ERRORS as wrong:
        return Rejection("refused", f"Not JSON: {wrong}.")


def _parse_item(text: bytes | Raw) -> ParsedItem:
    _refuse_too_deep(text)
    try:
        return _event_decoder.decode(text)
    except ValidationError as wrong:
        members = _json_decoder.decode(text)
        if not isinstance(members, dict):
            return build_rejection(wrong, None)
        return parse_cloud_event(members, _find_event_id(text))


def _refuse_too_deep(text: bytes | Raw) -> None:
    if is_nested_too_deep(bytes(text)):
        raise DecodeError(TOO_DEEP)


def _find_event_id(text: bytes | Raw) -> str | None:
    try:
        return _id_decoder.decode(text).id
    except JSON_ERRORS:
        return None


def _check_size_and_clean_body(body: bytes) -> bytes:
    if len(body) > MAX_ITEM_BYTES:
        raise TooLarge(ITEM_TOO_LARGE)
    return replace_lone_surrogates(body)


READERS_BY_TYPE: dict[str, Callable[[bytes], ParsedBatch]] = {
    "application/cloudevents+json": _parse_single_event,
    "application/cloudevents-batch+json": _parse_json_batch,
    "application/x-ndjson": _parse_event_lines,
    "application/ndjson": _parse_event_lines,
}
BINARY_MODE_TYPES = frozenset({"application/activity+json", "application/ld+json", "application/json", ""})
"""Media types of an activity whose event is in the headers; several SDKs write none."""


def parse_events_of_request(_: ConnectedSource, request: RawRequest) -> ParsedBatch:
    """The events of a request; UnsupportedMediaType for a media type that carries none."""
    body = decompress_body(request.body, request.headers.get("content-encoding", "").strip().lower())
    if request.media_type in READERS_BY_TYPE:
        return READERS_BY_TYPE[request.media_type](body)
    if request.media_type in BINARY_MODE_TYPES and "ce-specversion" in request.headers:
        return _parse_event_with_headers(request.headers, body)
    raise UnsupportedMediaType(
        f"Content-Type is {request.media_type[:80] or 'missing'}. Send application/cloudevents+json,"
        " application/cloudevents-batch+json or application/x-ndjson;"
        " or application/json with the event in ce- headers, ce-specversion among them."
    )


def _authenticate_by_token(source: ConnectedSource, request: RawRequest) -> None:
    if request.token_source != source.name:
        raise SourceNotProven("Show a service token of this source that may push activities.")


kind = AnsweredKind(
    name="cloudevents",
    label={"fr": "Un réseau qui écrit des CloudEvents", "en": "A network that writes CloudEvents"},
    sentence="CloudEvents of ActivityStreams activities, with a service token.",
    authenticate=_authenticate_by_token,
    read=parse_events_of_request,
)
