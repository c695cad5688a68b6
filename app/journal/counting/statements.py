"""The SQL that judges the events of some facts, each once."""

from __future__ import annotations

from app.journal.events.statements import NAMED_FACTS, effective_fact_condition, select_events_of_facts

JUDGED_EVENTS = f"""
    with named as materialized ({NAMED_FACTS})
    select e.person_id, e.event, e.counterpart_id, e.counterpart_unit, e.fact_id, e.kind, e.occurred_at, e.object, e.community,
           {effective_fact_condition("e")} as stands
    from ({select_events_of_facts("named")}) as e
"""
"""The events of the facts :facts, and whether each counts now."""
