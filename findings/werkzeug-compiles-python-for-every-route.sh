#!/usr/bin/env bash
# Werkzeug 3.1.9: every route costs several calls of Python's compiler at the start, before any address is built.
#
# Guess:     adding a route to a Map keeps a pattern; the functions that build addresses are made when an address is first built,
#            so a worker or a command that builds none pays nothing for 300 routes.
# Behaviour: binding a rule writes two functions as syntax trees and compiles both at once, whether or not url_for is ever called:
#            8 calls of compile() for a rule with one argument. 300 routes took 0.2 s of processor time here, in each process,
#            which is most of what making a Flask application of that size costs.
# Seen:      1 rule: 8 calls of compile()
#            100 rules: 800 calls of compile()
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check werkzeug==3.1.9
"$folder/venv/bin/python" - <<'PY'
import sys

from werkzeug.routing import Map, Rule


def count_compilations(rules: int) -> int:
    """How often Python's compiler is called while a map of so many rules is made."""
    calls = 0

    def watch(frame, event, function):
        nonlocal calls
        calls += event == "c_call" and function is compile

    made = [Rule(f"/things/{number}/<int:thing_id>", endpoint=f"thing-{number}") for number in range(rules)]
    sys.setprofile(watch)
    Map(made)
    sys.setprofile(None)
    return calls


count_compilations(1)  # What is compiled once for all rules.
seen = {rules: count_compilations(rules) for rules in (1, 100)}
for rules, calls in seen.items():
    print(f"{rules} rule{'s' if rules > 1 else ''}: {calls} calls of compile()")
assert seen[1] >= 2, "Werkzeug waits now until an address is built."
assert seen[100] == 100 * seen[1], "Werkzeug shares what it compiles now."
PY
