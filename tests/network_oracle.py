"""Counts by hand what the acts of a network are worth: plain Python, written from the document, without any code of the product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from tests.network_acts import (
    COMMUNITIES,
    CREATIONS,
    GESTURES,
    LATE_WINDOW,
    MARKS,
    OPENS_AFTER,
    OUTSIDER,
    PEOPLE,
    TAKE_BACKS,
    WINDOW,
    Act,
    Colleague,
    deleted_object_id,
    find_target,
    object_id,
    undoer,
)

POINTS_USEFUL, POINTS_ANSWER = 7, 5


@dataclass(frozen=True)
class Standing:
    """What one person sees: when each mission was completed and each badge earned, and their points."""

    missions: dict[str, datetime]
    badges: dict[str, datetime]
    points: int


@dataclass(frozen=True)
class Oracle:
    """The acts, and who did them."""

    acts: Sequence[Act]
    people: Sequence[Colleague]

    def count(self, person: int) -> Standing:
        """What the acts are worth for one of the people."""
        colleague = self.people[person]
        began, ended = colleague.midnight(0), colleague.midnight(WINDOW)
        late = colleague.midnight(OPENS_AFTER + LATE_WINDOW)
        answers = self._moments(lambda act: act.kind == "answer" and act.who % PEOPLE == person)
        thanks = self._moments(lambda act: act.kind == "accept" and act.who == person)
        shares = self._moments(lambda act: act.kind == "share" and act.who % PEOPLE == person)
        social = self._moments(lambda act: act.kind in ("follow", "join") and act.who % PEOPLE == person)
        useful = self._moments(lambda act: self._credits(act, person))
        reached = {
            "answer": _nth(1, answers, began, ended),
            "thank": _nth(1, thanks, began),
            "useful": _nth(2, useful, began),
            "helped": self._reach_two_askers(person, began),
            "late": _nth(1, shares, began, late),
            "social": _nth(2, social, began, ended),
        }
        missions = {name: at for name, at in reached.items() if at is not None}
        badges = {"early": _nth(2, answers, datetime.min.replace(tzinfo=began.tzinfo), ended)}
        badges["both"] = max(missions["answer"], missions["thank"]) if {"answer", "thank"} <= missions.keys() else None
        days = {at.astimezone(ZoneInfo(colleague.zone)).date() for at in answers}
        earned = {name: at for name, at in badges.items() if at is not None}
        return Standing(missions, earned, POINTS_USEFUL * len(useful) + POINTS_ANSWER * len(days))

    def _moments(self, wanted: Callable[[Act], bool]) -> list[datetime]:
        return sorted(self._at(number) for number in self.counting if wanted(self.acts[number]))

    def _credits(self, act: Act, person: int) -> bool:
        """Whether an acceptance credits the person: it says whose the answer is."""
        return act.kind == "accept" and act.way != 2 and act.towards % PEOPLE == person

    def _reach_two_askers(self, person: int, began: datetime) -> datetime | None:
        first: dict[int, datetime] = {}
        for number in self.counting:
            act = self.acts[number]
            if self._credits(act, person) and act.who != OUTSIDER and self._at(number) >= began:
                first[act.who] = min(self._at(number), first.get(act.who, self._at(number)))
        return sorted(first.values())[1] if len(first) > 1 else None

    @cached_property
    def counting(self) -> list[int]:
        """The acts that count: they stand, and are the first of their person, kind and object that do."""
        standing = [number for number in range(len(self.acts)) if self._stands(number)]
        firsts: dict[object, int] = {}
        for number in sorted(standing, key=lambda number: (self._at(number), number)):
            firsts.setdefault(self._sameness(number), number)
        return sorted(firsts.values())

    def _sameness(self, number: int) -> object:
        act = self.acts[number]
        who = act.who if act.kind == "accept" else act.who % PEOPLE
        about = {"follow": act.towards % PEOPLE, "join": act.towards % COMMUNITIES}.get(act.kind, object_id(act))
        return act.kind, who, about

    def _at(self, number: int) -> datetime:
        return self.acts[number].at(self.people)

    def _is_kept(self, number: int) -> bool:
        """Not what is towards oneself by its own words, nor an acceptance of which neither of the two is kept."""
        act = self.acts[number]
        who = act.who % PEOPLE
        if act.kind == "answer":
            return act.way != 1
        if act.kind == "accept" and act.who == OUTSIDER:
            return act.way != 2
        if act.kind in MARKS and act.way == 2:
            return True
        return act.kind not in (*MARKS, "follow") or who != act.towards % PEOPLE

    def _stands(self, number: int) -> bool:
        act = self.acts[number]
        if act.kind in TAKE_BACKS or not self._is_kept(number) or self._is_taken_back(number):
            return False
        if act.kind in (*CREATIONS, *MARKS) and self._is_deleted(object_id(act)):
            return False
        return not self._is_own(act) and self._is_known_answer(act)

    def _is_own(self, act: Act) -> bool:
        if act.kind == "answer" and act.way != 3:
            return any(other.kind == "ask" and other.who % PEOPLE == act.who % PEOPLE for other in self.acts)
        who = act.who if act.kind == "accept" else act.who % PEOPLE
        return act.kind in MARKS and any(
            self._is_kept(number) and other.kind in CREATIONS and object_id(other) == object_id(act) and who == other.who % PEOPLE
            for number, other in enumerate(self.acts)
        )  # fmt: skip

    def _is_known_answer(self, act: Act) -> bool:
        return act.kind != "accept" or act.way != 2 or any(
            self._is_kept(number) and other.kind == "answer" and object_id(other) == object_id(act)
            for number, other in enumerate(self.acts)
        )  # fmt: skip

    def _is_taken_back(self, number: int) -> bool:
        return any(
            find_target(other, self.acts) == number
            and (self._may_undo(other, number) if act.kind == "undo" else self._may_delete(other, number))
            and not self._is_taken_back(other)
            for other, act in enumerate(self.acts)
            if act.kind in ("undo", "delete_act")
        )

    def _may_delete(self, deletion: int, number: int) -> bool:
        return self._at(deletion) >= self._at(number) and not self._is_unnamed(number)

    def _may_undo(self, undo: int, number: int) -> bool:
        who, moderates = undoer(undo, self.acts)
        if self._is_unnamed(number):
            return True
        if self.acts[number].kind == "undo":
            did, moderated = undoer(number, self.acts)
            return moderates or (who != OUTSIDER and (who == did or (did == OUTSIDER and moderated)))
        act = self.acts[number]
        return moderates or who == (act.who if act.kind == "accept" else act.who % PEOPLE)

    def _is_unnamed(self, number: int) -> bool:
        """Whether what the act is, or in the end undoes, is kept without its actor."""
        while self.acts[number].kind == "undo":
            target = find_target(number, self.acts)
            if target is None:
                return False
            number = target
        act = self.acts[number]
        return act.kind in ("delete", "delete_act") or (act.kind == "accept" and act.who == OUTSIDER)

    def _is_deleted(self, about: str) -> bool:
        return any(
            act.kind == "delete" and deleted_object_id(number, self.acts) == about and not self._is_taken_back(number)
            and not self._is_created_after(about, self._at(number))
            for number, act in enumerate(self.acts)
        )  # fmt: skip

    def _is_created_after(self, about: str, moment: datetime) -> bool:
        return any(
            act.kind in CREATIONS and object_id(act) == about and self._is_kept(number)
            and self._at(number) > moment and not self._is_taken_back(number)
            for number, act in enumerate(self.acts)
        )  # fmt: skip


def _nth(number: int, moments: Sequence[datetime], since: datetime, until: datetime | None = None) -> datetime | None:
    """The moment of the so manieth in the window; None when there are fewer."""
    inside = [at for at in moments if at >= since and (until is None or at < until)]
    return inside[number - 1] if len(inside) >= number else None


assert set(GESTURES) > set(MARKS), "Marks are gestures."
