#!/usr/bin/env bash
# Flask 3.1.3: inside a pushed application context, every request of that application gets the same `g`.
#
# Guess:     `g` lives as long as one request: what a first client leaves in it is not there for the second client.
# Behaviour: a request makes an application context of its own only where none of its application is pushed. In a test or a
#            command inside `app.app_context()` two clients share `g`: who was signed in for the first request, and kept there,
#            is signed in for the second. Leave the context, or open one for each request.
# Seen:      no context pushed: first alone, second alone
#            context pushed: first alone, second finds what the first left
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check flask==3.1.3
"$folder/venv/bin/python" - <<'PY'
from contextlib import nullcontext

from flask import Flask, g, request

app = Flask(__name__)


@app.get("/")
def index() -> str:
    """Who asked first, as far as `g` knows."""
    if "first" not in g:
        g.first = request.args["name"]
    return g.first


def ask_two(context) -> list[str]:
    with context:
        return [app.test_client().get(f"/?name={name}").text for name in ("Ada", "Bob")]


bare, pushed = ask_two(nullcontext()), ask_two(app.app_context())
WORDS = {("Ada", "Bob"): "first alone, second alone", ("Ada", "Ada"): "first alone, second finds what the first left"}
print(f"no context pushed: {WORDS[tuple(bare)]}")
print(f"context pushed: {WORDS[tuple(pushed)]}")
assert (bare, pushed) == (["Ada", "Bob"], ["Ada", "Ada"]), "Flask keeps g otherwise now."
PY
