"""Every command, target, option and setting that the documentation names exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click

from app.cli.handbook.commands import list_commands
from app.cli.main import passerelle
from tests.architecture.source import ROOT, must_be_none, product
from tests.docs.pages import Page, pages, written_by_hand

CALL = re.compile(r"(?:^|[\s(`/])passerelle ((?:[a-z-]+)(?: [^`\n|&<>)]*)?)")
TARGET = re.compile(r"\bmake ([a-z]+)\b")
SETTING = re.compile(r"^[A-Z][A-Z]+(_[A-Z]+)*$")
WORDS = frozenset({"CSRF", "GET", "POST", "PATH", "PYTHONPATH", "SHA-256", "UTF"})
"""Words in capitals that are none of our variables."""
OF_INSTALLERS = frozenset({"PIP_CERT", "PIP_INDEX_URL", "SSL_CERT_FILE", "UV_DEFAULT_INDEX"})
"""What pip and uv read."""


def commands() -> dict[str, click.Command]:
    return {names.removeprefix("passerelle "): command for names, command in list_commands(passerelle)}


def code_of(page: Page) -> str:
    """What people might type: blocks of the shell, and words of code."""
    return "\n".join([*page.blocks("sh", "shell", "text"), *page.inline])


def test_every_command_that_the_documentation_names_exists() -> None:
    all_commands = commands()
    must_be_none(
        f"{page.path}: passerelle {call}"
        for page in pages()
        for call in CALL.findall(code_of(page))
        if _named(call, all_commands) is None
    )


def test_every_option_that_is_shown_exists() -> None:
    all_commands = commands()
    must_be_none(
        f"{page.path}: passerelle {call}: {option}"
        for page in pages()
        for call in CALL.findall(code_of(page))
        for option in _unknown_options(call, all_commands)
    )


def _named(call: str, all_commands: dict[str, click.Command]) -> str | None:
    """The longest command that the words start with; a group alone will do."""
    groups = {name.rpartition(" ")[0] for name in all_commands}
    starts = [call[: match.start()] for match in re.finditer(r" |$", call)]
    return next((start for start in reversed(starts) if start and (start in all_commands or start in groups)), None)


def _unknown_options(call: str, all_commands: dict[str, click.Command]) -> Iterator[str]:
    name = _named(call, all_commands)
    if name is None or name not in all_commands:
        return
    options = {option for parameter in all_commands[name].params for option in parameter.opts}
    words = shlex.split(call, comments=True)
    yield from (word for word in words if word.startswith("--") and word not in options | {"--help"})


def test_every_target_of_make_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    must_be_none(
        f"{page.path}: make {target}"
        for page in pages()
        for target in TARGET.findall(code_of(page))
        if target not in targets
    )


def test_every_variable_is_read_somewhere() -> None:
    sources = "\n".join([*(module.text for module in product()), (ROOT / "Makefile").read_text(encoding="utf-8")])
    must_be_none(
        f"{page.path}: {name}"
        for page in written_by_hand()
        for name in page.inline
        if SETTING.match(name) and name not in WORDS | OF_INSTALLERS and not re.search(rf"\b{name}\b", sources)
    )
