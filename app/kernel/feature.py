"""What a package plugs into the house: its manifest, read by the factory and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import click
from flask import Blueprint


@dataclass(frozen=True)
class Schedule:
    """A job without arguments, by its name, that the clock asks for every so often."""

    job: str
    every: timedelta


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of the navigation: a French label, the endpoint, an icon, who sees it.

    `space` is the first word of the addresses it leads to ("hr", "animation", "admin"); empty for everybody's own.
    `switch` is what a country may do without ("badges"): where it is off, the entry is not shown.
    """

    label: str
    endpoint: str
    icon: str
    permission: str
    place: int = 50
    space: str = ""
    switch: str = ""


@dataclass(frozen=True)
class Feature:
    """The manifest of a package. `readers` are journal readers, `set_up` is called once with the application.

    `notices` are the kinds of notices that it sends to people, `digests` the sources of what is new for the weekly e-mail,
    `cards` what it puts on a person's home page, `objects` how its things are called: by the first word of their keys in the
    journal, what answers the titles of some names.
    """

    name: str
    blueprints: Sequence[Blueprint] = ()
    apis: Sequence[Blueprint] = ()
    readers: Sequence[Any] = ()
    jobs: Sequence[Callable[..., Any]] = ()
    schedules: Sequence[Schedule] = ()
    commands: Sequence[click.Command] = ()
    navigation: Sequence[NavigationEntry] = ()
    notices: Sequence[Any] = ()
    digests: Sequence[Any] = ()
    cards: Sequence[Any] = ()
    objects: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    set_up: Callable[[Any], None] | None = None
