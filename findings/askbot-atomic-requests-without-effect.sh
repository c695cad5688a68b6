#!/usr/bin/env bash
# askbot 0.13.0 with Django 5.2.19: the installer writes ATOMIC_REQUESTS = True, and no request is a transaction.
#
# Guess:     the settings of an installed forum hold ATOMIC_REQUESTS = True, so what a request writes is kept whole or not at all; an
#            app that writes beside the forum, such as an outbox, needs no transaction of its own.
# Behaviour: Django reads ATOMIC_REQUESTS in each entry of DATABASES alone. At the top of the settings the name means nothing,
#            and neither `check` nor a log says so: every statement of a request is kept by itself, and a request that fails
#            half-way leaves its first half. DATABASES["default"]["ATOMIC_REQUESTS"] = True is what works.
# Seen:      settings.ATOMIC_REQUESTS: True
#            of the connection: False
#            with the entry of the database: True
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps askbot==0.13.0 Django==5.2.19 asgiref==3.13.0 sqlparse==0.6.1 Jinja2==3.1.6 \
  MarkupSafe==3.0.4 PyJWT==2.15.1
cd "$folder"
"$folder/venv/bin/askbot-setup" --noinput --root-directory agora --proj-name forum --db-engine sqlite --db-name "$folder/forum.db" \
  --admin-name admin --admin-email admin@forum.example --domain-name forum.example --language-code en --timezone UTC >/dev/null
cd agora
"$folder/venv/bin/python" - <<'PY'
import os
import sys

sys.path.insert(0, "forum")
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler

print("settings.ATOMIC_REQUESTS:", settings.ATOMIC_REQUESTS)
print("of the connection:", connection.settings_dict["ATOMIC_REQUESTS"])
entry = settings.DATABASES["default"] | {"ATOMIC_REQUESTS": True}
mended = ConnectionHandler({"default": entry})["default"].settings_dict["ATOMIC_REQUESTS"]
print("with the entry of the database:", mended)
assert settings.ATOMIC_REQUESTS is True
assert connection.settings_dict["ATOMIC_REQUESTS"] is False, "The setting reaches the connection now."
assert mended is True
PY
