"""What a package plugs into the house: the manifest in its `feature.py`, which the factory finds.

The manifest grows with the floors: a floor that reads more of its features declares a class of its own below this one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import click
from flask import Blueprint, Flask, current_app

from app.kernel.application import Application
from app.kernel.company_figure import CompanyFigure
from app.kernel.due_steps import DueStep
from app.kernel.personal_file import FilePart
from app.kernel.reference import ReferencePage
from app.kernel.spaces import SpacePart


@dataclass(frozen=True)
class Schedule:
    """A job without arguments, by its name, that the clock enqueues every so often.

    With `runs_in_clock` the clock runs it itself: it only asks what is due, and enqueues that. Where nothing is, no job is made.
    """

    job: str
    every: timedelta
    runs_in_clock: bool = False


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of the navigation: a French label, the endpoint, an icon, the permission that shows it.

    `space` is the first word of the addresses it leads to ("hr", "animation", "admin", "transparency"); empty for a person's own space.
    `switch` is what a country may do without ("badges"): where it is off, the entry is not shown.
    """

    label: str
    endpoint: str
    icon: str
    permission: str
    place: int = 50
    space: str = ""
    switch: str = ""


@dataclass(frozen=True, kw_only=True)
class Feature:
    """The manifest of a package. The factory calls `set_up` once, with the application; `reference` are its pages of docs/reference.

    `personal_file` says what a person's file of their own data holds of its tables.
    """

    name: str
    blueprints: Sequence[Blueprint] = ()
    apis: Sequence[Blueprint] = ()
    jobs: Sequence[Callable[..., None]] = ()
    schedules: Sequence[Schedule] = ()
    due_steps: Sequence[DueStep] = ()
    commands: Sequence[click.Command] = ()
    navigation: Sequence[NavigationEntry] = ()
    space_parts: Sequence[SpacePart] = ()
    company_figures: Sequence[CompanyFigure] = ()
    personal_file: Sequence[FilePart] = ()
    reference: Sequence[ReferencePage] = ()
    set_up: Callable[[Application], None] | None = None


FeatureKind = TypeVar("FeatureKind", bound=Feature)


def list_features_of_application(app: Flask, kind: type[FeatureKind]) -> list[FeatureKind]:
    """The features of `app` whose manifest is of that class, in the order of the floors."""
    return [feature for feature in app.extensions["features"] if isinstance(feature, kind)]


def list_features_of_current_application(kind: type[FeatureKind]) -> list[FeatureKind]:
    """The features of the application under way whose manifest is of that class, in the order of the floors."""
    return list_features_of_application(current_app, kind)
