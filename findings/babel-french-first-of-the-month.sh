#!/usr/bin/env bash
# Babel 2.19.0: French long dates say « 1 décembre », never « 1er décembre ».
#
# Guess:     format_date(…, "long", locale="fr") gives what French typography asks for: « 1er décembre 2026 ».
# Behaviour: « 1 décembre 2026 », in every long form. The patterns of CLDR have a plain day number, and French has no
#            ordinal day in them, so Babel (and ICU behind browsers) cannot know better. Whoever shows dates adds the « er ».
# Seen:      full: mardi 1 décembre 2026
#            long: 1 décembre 2026
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PY'
from datetime import date

from babel.dates import format_date

shown = {style: format_date(date(2026, 12, 1), style, locale="fr") for style in ("full", "long")}
for style, text in shown.items():
    print(f"{style}: {text}")
assert shown == {"full": "mardi 1 décembre 2026", "long": "1 décembre 2026"}, "Babel behaves otherwise now."
PY
