"""Makes an empty forum beside the Python of Askbot, by its own installer: `make_askbot.py`, once after the packages."""

import subprocess
import sys
from pathlib import Path

PLACE = Path(sys.prefix) / "forum"
CHOICES = {
    "--root-directory": PLACE,
    "--proj-name": "forum",
    "--db-engine": "sqlite",
    "--db-name": PLACE / "forum.db",
    "--admin-name": "admin",
    "--admin-email": "admin@rivage.example",
    "--domain-name": "forum.rivage.example",
    "--language-code": "fr",
    "--timezone": "Europe/Paris",
}

words = [str(word) for choice in CHOICES.items() for word in choice]
subprocess.run([Path(sys.prefix) / "bin/askbot-setup", "--noinput", *words], check=True, stdout=subprocess.DEVNULL)
migrate = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity", "0"]
outcome = subprocess.run(migrate, cwd=PLACE, check=False, capture_output=True, text=True)
if outcome.returncode:
    sys.exit(outcome.stderr)
