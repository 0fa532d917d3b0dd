"""Make ``.venv`` from the lock; do nothing when it is already so.

Runs on the bare Python of the machine, so it imports the standard library alone.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.txt"
STAMP = VENV / "installed.sha256"  # written last, so that an interrupted installation is taken up again


def wanted() -> str:
    return hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


def works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0
    except OSError:
        return False


def main() -> int:
    python = VENV / "bin" / "python"
    if STAMP.exists() and STAMP.read_text() == wanted() and python.exists():
        return 0
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make PYTHON=python3.12 …")
        return 1
    if not works(python):
        print("Creating .venv", flush=True)
        if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV]).returncode:
            print("Python's venv module is incomplete; on Debian: apt-get install python3-venv")
            return 1
    print("Installing the locked packages into .venv (once, about a minute)", flush=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check", "--no-input"]
    # pip accepts no editable install among hashed requirements, hence two steps; the second builds with the locked
    # setuptools, so that nothing is installed that the lock does not name.
    for arguments in (["--require-hashes", "-r", LOCK], ["--no-deps", "--no-build-isolation", "--editable", ROOT]):
        if code := subprocess.run([*pip, *arguments]).returncode:
            return code
    STAMP.write_text(wanted())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
