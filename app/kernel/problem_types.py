"""The types of problems that machines may meet: each error that names one, with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from app.kernel.errors import ServiceError

ANCHOR = "problem-"
"""What stands before the name of a type in the addresses that lead to it."""


@dataclass(frozen=True)
class ProblemType:
    """A type of problems: its name, the status that comes with it, and what it means."""

    name: str
    status: HTTPStatus
    meaning: str


def list_problem_types() -> list[ProblemType]:
    """Every type that an error of the service names, by status and name."""
    types = (
        ProblemType(error.problem, error.status, (error.__doc__ or "").partition("\n\n")[0])
        for error in _walk_errors(ServiceError)
        if "problem" in error.__dict__ and error.problem
    )
    return sorted(types, key=lambda each: (each.status, each.name))


def find_problem_name(status: int) -> str:
    """The type of an error that has no class of ours, by its status; empty where the status says it all."""
    general = (error for error in ServiceError.__subclasses__() if error.__module__ == ServiceError.__module__)
    return next((error.problem for error in general if error.status == status), "")


def _walk_errors(parent: type[ServiceError]) -> Iterator[type[ServiceError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _walk_errors(child)
