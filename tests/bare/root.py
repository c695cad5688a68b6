"""A minimal Debian root: made once by debootstrap, entered with processes, memory and mounts of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGES = "python3,python3-venv,make"
"""What the README asks for on Debian; nothing else is in the root but what dpkg itself needs."""
SCRIPTS = Path("/usr/share/debootstrap/scripts")
VISITOR = 1000
"""The number of the ordinary user."""
ENTER = """
mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount -t tmpfs -o "size=$2,mode=1777" tmpfs "$1/dev/shm"
cp -L /etc/resolv.conf "$1/etc/resolv.conf" && echo "127.0.0.1 localhost" > "$1/etc/hosts"
root=$1; account=$3; shift 3
trap : INT
chroot --userspec="$account" "$root" "$@"
code=$?
sleep 2
left=$(for process in /proc/[0-9]*; do chroot "$root" cat "$process/comm" 2>/dev/null; done | grep -cE 'python|postgres|redis|valkey|granian')
echo "LEFT RUNNING: $left"
exit $code
"""


@dataclass(frozen=True)
class DebianRoot:
    """One release of Debian in a folder."""

    release: str
    path: Path

    def ensure_made(self, mirror: str, files: list[Path]) -> None:
        """Make the root unless it is there, and copy `files` of this machine (a certificate, pip's configuration) to the same places."""
        if not (self.path / "usr/bin/make").exists():
            shutil.rmtree(self.path, ignore_errors=True)
            command = [
                "debootstrap",
                "--variant=minbase",
                f"--include={PACKAGES}",
                self.release,
                str(self.path),
                mirror,
            ]
            if not (SCRIPTS / self.release).exists():
                command.append(str(SCRIPTS / "sid"))
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        accounts = self.path / "etc/passwd"
        if "visitor:" not in accounts.read_text():
            accounts.write_text(accounts.read_text() + f"visitor:x:{VISITOR}:{VISITOR}::/home/visitor:/bin/sh\n")
        for file in files:
            target = self.path / file.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)

    def command(self, words: list[str], *, is_root: bool, environ: Mapping[str, str], shm: str = "64m") -> list[str]:
        """A command inside: by the visitor or by root, with these variables alone, with no process of outside in sight."""
        account = "0:0" if is_root else f"{VISITOR}:{VISITOR}"
        inside = ["env", "-i", *(f"{name}={value}" for name, value in environ.items()), *words]
        namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        return [*namespaces, "sh", "-c", ENTER, "sh", str(self.path), shm, account, *inside]

    def put_project(self, project: Path, folder: str, *, is_root: bool) -> Path:
        """A fresh copy of the committed project at `folder`, owned by whoever tries it; returns its path on this machine."""
        target = self.path / folder.lstrip("/")
        shutil.rmtree(target.parent, ignore_errors=True)
        target.mkdir(parents=True)
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=project, check=True, capture_output=True).stdout
        subprocess.run(["tar", "x", "-C", str(target)], input=archive, check=True)
        if not is_root:
            for path in (target.parent, target, *target.rglob("*")):
                os.lchown(path, VISITOR, VISITOR)
        return target

    def python_version(self) -> str:
        """The version of its Python."""
        command = ["chroot", str(self.path), "python3", "--version"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[1]
