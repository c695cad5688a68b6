"""The names that files of slices may have beside those of the table: a closed list, which a new name joins in its change."""

from __future__ import annotations

_NOUNS = """
    activities activity activity_count address addresses agenda all_of answers arrays attempt auction
    augmenting_paths bound calculation calculations calendar_file candidates cards cells charter check_in checks
    choosing client clocks cloudevents codes columns community comparison comparisons connection constraints
    contents controls counted_events counter counting_settings criterion curated daily_cycle daily_cycles date_form
    declaration delivery_policy demand dense diagnosis digest distinct document draft drain edges engines entries
    event_labels events evidence explanations export factors figures first_message flow form formats forms frequency
    graph groups guide health identifiers identify inbox interpretation involvements json_text judging kind kinds
    language_groups large letter lifecycle lines listening mail mailer manifest measure measuring meeting meetings
    members mentoring_completed message mission mission_form missions_completed names newcomers news notice
    notice_texts notices objects openapi outcome overview packed_ranking page part_names participants partition
    passwords path periods places plan planning points posted practice prices problem profile programme proposals
    pruned_scan qr questions quiz ranking ranking_cache reader readership reading reasons rebuild reference region
    registry report reporting_line reporting_tree request_body requests responses responsibility review rhythm roles
    rows rules schedule scoring sender sentences set settings sheet signature site slots solution source statements
    states subject switches targeting telling terms texts thanks timetable timing tips tour unit unmatched values
    verbs versions views volunteers week wording writing
"""
NOUNS = frozenset(_NOUNS.split())
"""What a file of values, decisions or texts holds: nouns of the glossary, and the names that `discover` finds."""

_USE_CASES = """
    accept agreement announce answer book calculate calculations choose connect daily_cycle digests ending enrol
    feedback forget hours inbox meetings newcomers notify participation paths preview progress pseudonym publish
    register release reminders review roles send sessions sign_in start tokens write
"""
USE_CASES = frozenset(_USE_CASES.split())
"""The parts of a service that outgrew its file, in a folder called `service`."""
