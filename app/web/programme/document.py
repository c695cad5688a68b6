"""Reads a YAML or JSON file into plain values, and remembers the line of each; no tags, no anchors, nothing that could grow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import orjson
import yaml

from app.kernel.messages import ErrorMessage

LARGEST = 400_000
"""Bytes of a file; hundreds of missions."""
DEEPEST = 12
"""Levels of nesting; a mission needs seven."""

LONGEST = 1_000
"""Values of one list, and names with values of one object: a longer one is refused before anything of it is checked."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TOO_LARGE = ErrorMessage("The file is too large: 400 KB at most.", french="Le fichier est trop lourd : 400 Ko au plus.")
TOO_DEEP = ErrorMessage("It is nested too deep.", french="C’est imbriqué trop profondément.")
TOO_LONG = ErrorMessage(
    "More than {longest} values in one list: split the file.",
    french="Plus de {longest} valeurs dans une même liste : partagez le fichier.",
)
NOT_TEXT = ErrorMessage("The file is not UTF-8 text.", french="Le fichier n’est pas un texte en UTF-8.")
EMPTY = ErrorMessage("The file is empty.", french="Le fichier est vide.")
NO_NAMES = ErrorMessage(
    "Anchors, aliases and tags are not read.", french="Les ancres, les alias et les étiquettes ne sont pas lus."
)
ONE_ONLY = ErrorMessage("One document a file.", french="Un seul document par fichier.")
NO_KEY = ErrorMessage("A name is a plain text.", french="Un nom est un simple texte.")
TWICE = ErrorMessage("This name stands here twice.", french="Ce nom figure deux fois ici.")
NOT_YAML = ErrorMessage(
    "This cannot be read as YAML: check the indentation, the quotes and the colons.",
    french="Ceci ne se lit pas comme du YAML : vérifiez les retraits, les guillemets et les deux-points.",
)
NOT_JSON = ErrorMessage(
    "This cannot be read as JSON: check the commas, the quotes and the brackets.",
    french="Ceci ne se lit pas comme du JSON : vérifiez les virgules, les guillemets et les crochets.",
)

WHOLE = re.compile(r"-?(0|[1-9]\d{0,17})")
DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
WORDS: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class FileMistake:
    """One thing to mend in a file: its line if there is one, its place, and what is wrong."""

    line: int | None
    pointer: str
    detail: str

    @property
    def readable_location(self) -> str:
        """The place as people write it: `missions[2].settings.wanted`."""
        steps = self.pointer.strip("/").split("/")
        return "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in steps).lstrip(".")


class _ParseStopped(Exception):  # Leaves the middle of a file; it never leaves this one.
    def __init__(self, mistake: FileMistake) -> None:
        super().__init__()
        self.mistake = mistake


@dataclass(frozen=True)
class ParsedFile:
    """The value of a file, and the line of each pointer."""

    value: object
    lines: Mapping[str, int] = field(default_factory=dict)

    def build_mistake_at(self, pointer: str, detail: str) -> FileMistake:
        """Something wrong at that pointer: the line of the nearest thing that is there."""
        at = pointer.rstrip("/")
        while at and at not in self.lines:
            at = at.rpartition("/")[0]
        return FileMistake(self.lines.get(at), pointer, detail)


def decode_text_or_mistake(body: bytes) -> str | FileMistake:
    """The text of a file."""
    if len(body) > LARGEST:
        return FileMistake(None, "", TOO_LARGE)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return FileMistake(None, "", NOT_TEXT)


def parse_text_or_mistake(text: str) -> ParsedFile | FileMistake:
    """The parsed text, or the first error."""
    if len(text) > LARGEST:
        return FileMistake(None, "", TOO_LARGE)
    is_json = text.lstrip().startswith(("{", "["))
    try:
        return _parse_json(text) if is_json else _parse_yaml(text)
    except orjson.JSONDecodeError as wrong:
        return FileMistake(wrong.lineno, "", NOT_JSON)
    except _ParseStopped as stopped:
        return stopped.mistake
    except yaml.YAMLError as wrong:
        return FileMistake(_find_yaml_error_line(wrong), "", NOT_YAML)


def _parse_json(text: str) -> ParsedFile:
    """JSON is YAML too, but for tabs, which stand only between its values."""
    value: object = orjson.loads(text)
    return ParsedFile(value, _parse_yaml(text.replace("\t", " ")).lines)


def _parse_yaml(text: str) -> ParsedFile:
    _refuse_unsafe_yaml(text)
    node = yaml.compose(text, Loader=LOADER)
    if node is None:
        raise _ParseStopped(FileMistake(None, "", EMPTY))
    lines: dict[str, int] = {}
    return ParsedFile(_convert_node_recording_lines(node, "", lines), lines)


def _refuse_unsafe_yaml(text: str) -> None:
    values, documents = [0], 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        documents += isinstance(event, yaml.DocumentStartEvent)
        _count_value(event, values)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _ParseStopped(FileMistake(line, "", NO_NAMES))
        if len(values) > DEEPEST + 1:
            raise _ParseStopped(FileMistake(line, "", TOO_DEEP))
        if values[-1] > LONGEST:
            raise _ParseStopped(FileMistake(line, "", TOO_LONG.format(longest=LONGEST)))
        if documents > 1:
            raise _ParseStopped(FileMistake(line, "", ONE_ONLY))


def _count_value(event: yaml.Event, values: list[int]) -> None:
    """Keep in `values` how many values each open list and object has so far, the outermost first."""
    if isinstance(event, yaml.CollectionEndEvent):
        values.pop()
    elif isinstance(event, yaml.NodeEvent):
        values[-1] += 1
        if isinstance(event, yaml.CollectionStartEvent):
            values.append(0)


def _convert_node_recording_lines(node: yaml.Node, pointer: str, lines: dict[str, int]) -> object:
    lines.setdefault(pointer, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return {
            key: _convert_node_recording_lines(inner, f"{pointer}/{key}", lines)
            for key, inner in _iterate_unique_items_recording_lines(node, pointer, lines)
        }
    if isinstance(node, yaml.SequenceNode):
        return [
            _convert_node_recording_lines(inner, f"{pointer}/{place}", lines) for place, inner in enumerate(node.value)
        ]
    return _parse_scalar(node.value) if isinstance(node, yaml.ScalarNode) and not node.style else node.value


def _iterate_unique_items_recording_lines(
    node: yaml.MappingNode, pointer: str, lines: dict[str, int]
) -> Iterator[tuple[str, yaml.Node]]:
    names: set[str] = set()
    for key, inner in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _ParseStopped(FileMistake(line, pointer, NO_KEY))
        if key.value in names:
            raise _ParseStopped(FileMistake(line, f"{pointer}/{key.value}", TWICE))
        names.add(key.value)
        lines[f"{pointer}/{key.value}"] = line
        yield key.value, inner


def _parse_scalar(text: str) -> object:
    """A value without quotes: a number, yes or no as `true` and `false`, nothing, or else a text; a date stays one."""
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text


def _find_yaml_error_line(wrong: yaml.YAMLError) -> int | None:
    mark = wrong.problem_mark if isinstance(wrong, yaml.MarkedYAMLError) else None
    return mark.line + 1 if mark else None
