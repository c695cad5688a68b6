"""The most memory that a process ever used, for engines and the open peer alike: imports nothing but the standard library."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """Linux counts anew when a program starts; `getrusage` there would remember the program that started it."""
    if STATUS.exists():
        (peak,) = (line.split()[1] for line in STATUS.read_text(encoding="ascii").splitlines() if "VmHWM" in line)
        return int(peak) / 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
