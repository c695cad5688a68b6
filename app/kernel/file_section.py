"""A section of the programme file: one list of entries, which the feature that owns them reads, writes and publishes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.kernel.messages import ErrorMessage
from app.kernel.reference import ReferencePart
from app.kernel.schema import JsonObject

Draft = TypeVar("Draft")
Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class FileSection(Generic[Draft]):
    """One list of the file, by its name there; each entry has a slug.

    Sections are written in the order of `place`. `permission` is what a person needs to see it and to import it.

    - `parse` reads an entry: its slug and its draft; Invalid with every error.
    - `list_encoded` writes every entry that is not ended, as a file says it.
    - `find_current` is the draft as it stands here, None when there is none; a file that says the same changes nothing.
    - `save` writes a draft; ServiceError when it is refused. `publish` puts in force what is written; `settle` follows an
      import that publishes nothing.
    - `list_needs` names the slugs of this section that a draft rests on: they are saved before it. `circle` is the message
      about a circle of them, with `{tour}`; None where there are no needs.
    """

    name: str
    place: int
    permission: str
    noun: Words
    meaning: str
    reference: Sequence[ReferencePart]
    example: str
    parse: Callable[[JsonObject], tuple[str, Draft]]
    list_encoded: Callable[[], list[dict[str, object]]]
    find_current: Callable[[str], Draft | None]
    title: Callable[[Draft], Words]
    save: Callable[[str, Draft], None]
    publish: Callable[[str], None] = lambda _: None
    settle: Callable[[str], None] = lambda _: None
    list_needs: Callable[[Draft], Collection[str]] = lambda _: ()
    circle: ErrorMessage | None = None


AnySection = FileSection[Any]
