"""Draws a photo in a process of its own: a picture takes three hundred megabytes at most, which go back to the machine at once."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from threading import Lock

from badges.ambassadors.publicity.photo import NoPicture, draw_photo

MOST_MEMORY = 768 * 1024 * 1024
"""Of addresses: the largest picture that is taken needs 510 MB of them, and 310 MB of memory."""
MOST_SECONDS = 20
NO_PICTURE_CODE = 3
_ONE_THREAD = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""With a thread for each core, a large machine would need more addresses for the same picture."""
_one_at_a_time = Lock()


def draw_photo_apart(content: bytes) -> bytes:
    """As `draw_photo`, in another process; NoPicture also where that one needed too much memory or time."""
    environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", __name__, str(MOST_MEMORY)]
    try:
        with _one_at_a_time:
            done = subprocess.run(
                command, input=content, capture_output=True, timeout=MOST_SECONDS, env=environment, check=False
            )
    except subprocess.TimeoutExpired as late:
        raise NoPicture("The picture takes too long to draw.") from late
    if done.returncode == NO_PICTURE_CODE or done.returncode < 0:
        raise NoPicture("The picture cannot be drawn, or needs too much memory.")
    done.check_returncode()
    return done.stdout


def _draw_photo_of_input(most_memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        sys.stdout.buffer.write(draw_photo(sys.stdin.buffer.read()))
    except (NoPicture, MemoryError):
        sys.exit(NO_PICTURE_CODE)


if __name__ == "__main__":
    _draw_photo_of_input(int(sys.argv[1]))
