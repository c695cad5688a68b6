"""A lifecycle refuses every step but its own, and due steps are taken row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import DueStep, take_due_steps
from app.kernel.lifecycle import IllegalStep, Lifecycle, LifecycleStep
from app.kernel.transaction import transaction

STATES = ("draft", "open", "closed")
LIFECYCLE = Lifecycle(
    "round",
    {
        "open": LifecycleStep(frozenset({"draft"}), "open"),
        "close": LifecycleStep(frozenset({"draft", "open"}), "closed"),
    },
)


@given(st.lists(st.tuples(st.sampled_from(sorted(LIFECYCLE.steps)), st.sampled_from(STATES))))
def test_a_step_leads_only_from_its_states_and_a_refusal_names_it(steps: list[tuple[str, str]]) -> None:
    for step_name, state in steps:
        step = LIFECYCLE.steps[step_name]
        if state in step.before:
            assert LIFECYCLE.state_after_step(step_name, state) == step.after
        else:
            with pytest.raises(IllegalStep, match=f"{step_name} begins in .*, not in {state}"):
                LIFECYCLE.state_after_step(step_name, state)


@given(st.sampled_from(STATES), st.lists(st.sampled_from(sorted(LIFECYCLE.steps))))
def test_no_order_of_steps_leaves_the_last_state(state: str, names: list[str]) -> None:
    was_closed = False
    for name in names:
        was_closed |= state == "closed"
        try:
            state = LIFECYCLE.state_after_repeatable_step(name, state)
        except IllegalStep:
            continue
        assert not was_closed or state == "closed"


@given(st.sampled_from(sorted(LIFECYCLE.steps)), st.sampled_from(STATES))
def test_a_repeated_step_changes_nothing_the_second_time(name: str, state: str) -> None:
    try:
        after = LIFECYCLE.state_after_repeatable_step(name, state)
    except IllegalStep:
        return
    assert LIFECYCLE.state_after_repeatable_step(name, after) == after


def test_a_row_that_fails_stops_no_other_and_is_tried_again(app: Application) -> None:
    with transaction():
        session().execute(text("create table thing (id bigint primary key, is_done boolean not null default false)"))
        session().execute(text("insert into thing (id) values (1), (2), (3)"))
    broken = {2}

    def take_step(row_id: int) -> None:
        session().execute(text("update thing set is_done = true where id = :id"), {"id": row_id})
        if row_id in broken:
            raise RuntimeError("The row is broken.")

    def list_ids(*, done: bool) -> list[int]:
        statement = text("select id from thing where is_done = :done order by id")
        return list(session().scalars(statement, {"done": done}))

    step = DueStep("thing", lambda: list_ids(done=False), take_step)
    with pytest.raises(RuntimeError):
        take_due_steps([step])
    with transaction():
        assert (list_ids(done=True), list_ids(done=False)) == ([1, 3], [2])

    broken.clear()
    take_due_steps([step])
    take_due_steps([step])
    with transaction():
        assert list_ids(done=False) == []
