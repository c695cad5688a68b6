"""What a kind of notice is: code, plugged in by the feature that sends it; a notice is a row of that kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """One kind. `title` and `text` are marked texts whose %(names)s the params of a notice fill, in the reader's language.

    A transactional kind answers something that the person did or must know (an invitation, a reply, a session):
    it may also be e-mailed. Any other waits inside, for the digest, and stays out of sight during a crisis.
    """

    name: str
    sentence: str
    title: str
    text: str = ""
    icon: str = "bell"
    is_transactional: bool = False
