#!/usr/bin/env bash
# Flask-WTF 1.3.0: one and the same form is taken over HTTP and refused over HTTPS when the browser sends no Referer.
#
# Guess:     the token of the form is the whole check; what works on a developer's machine works behind the company's proxy.
# Behaviour: once the request is secure, and so as soon as the proxy is trusted to say « https », a Referer of the same host is
#            asked for as well. People whose browser or proxy sends none (Referrer-Policy: no-referrer, some privacy settings) get a
#            400, and no test over HTTP shows it. WTF_CSRF_SSL_STRICT decides.
# Seen:      http://localhost without Referer: 200
#            https://localhost without Referer: 400 The referrer header is missing.
#            https://localhost with Referer: 200
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check flask-wtf==1.3.0 flask==3.1.3
"$folder/venv/bin/python" - <<'PY'
import re

from flask import Flask, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf

app = Flask("form")
app.secret_key = "only for this trial"
CSRFProtect(app)


@app.route("/", methods=["GET", "POST"])
def form() -> str:
    return generate_csrf() if request.method == "GET" else "taken"


def send(address: str, **headers: str) -> int:
    client = app.test_client()
    token = client.get("/", base_url=address).text
    answer = client.post("/", base_url=address, data={"csrf_token": token}, headers=headers)
    reason = "".join(re.findall("<p>(.*)</p>", answer.text))
    print(f"{address} {'with' if headers else 'without'} Referer: {answer.status_code} {reason}".rstrip())
    return answer.status_code


seen = [send("http://localhost"), send("https://localhost"), send("https://localhost", Referer="https://localhost/")]
assert seen == [200, 400, 200], "Flask-WTF asks for something else now."
PY
