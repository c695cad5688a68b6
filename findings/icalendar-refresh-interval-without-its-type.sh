#!/usr/bin/env bash
# icalendar 7.3.2: REFRESH-INTERVAL given as a timedelta is written without VALUE=DURATION, which RFC 7986 requires.
#
# Guess:     `calendar.add("refresh-interval", timedelta(hours=1))` writes the property as section 5.7 of RFC 7986 has it:
#            REFRESH-INTERVAL;VALUE=DURATION:PT1H. The library knows the property and adds VALUE where dates need it.
# Behaviour: it writes REFRESH-INTERVAL:PT1H. The property has no default type, so strict readers ignore the wish; the caller
#            passes parameters={"VALUE": "DURATION"}.
# Seen:      plain: REFRESH-INTERVAL:PT1H
#            asked: REFRESH-INTERVAL;VALUE=DURATION:PT1H
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2
"$folder/venv/bin/python" - <<'PY'
from datetime import timedelta

from icalendar import Calendar


def written(**options: object) -> str:
    calendar = Calendar()
    calendar.add("refresh-interval", timedelta(hours=1), **options)
    return next(line for line in calendar.to_ical().decode().splitlines() if line.startswith("REFRESH"))


plain, asked = written(), written(parameters={"VALUE": "DURATION"})
print("plain:", plain)
print("asked:", asked)
assert plain == "REFRESH-INTERVAL:PT1H", "icalendar writes the type by itself now."
assert asked == "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "icalendar writes parameters otherwise now."
PY
