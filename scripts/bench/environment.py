"""Where the benchmark runs: a virtual environment with the peers, and the packages whose text is damaged."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NEEDED = (
    "charset-normalizer==3.5.2",
    "ftfy==6.3.1",
    "matplotlib==3.11.2",
    "regex==2026.11.15",
)
"""What must be there: our dependencies, and what draws the plots (the same version as in pyproject.toml)."""
PEERS = ("chardet==7.7.0", "encfix==0.2", "plsfix==0.1.8")
"""What is left out, and said to be, where it has no wheel for this Python."""

TEXTS = """
django-allauth==65.21.1 --hash=sha256:7bdf018c9f3f0a32c80677f84e7777272d9c833b180bd6734314c4831c802a9e
flask-admin==2.2.1 --hash=sha256:a0533fd1968543fc621733316bb9c30774b501c119816f1e83d7dcedacb99895
humanize==4.17.0 --hash=sha256:02d0899527760efe18011944f882df4970943b4cdff7b5a0ba7fed43a576ef98
invokeai==6.14.2 --hash=sha256:7833fe4255d4d7ebe5083ee2170e6c041d91e88c39c27d0b8dfda17ecdf8ebe2
jupyterlab-language-pack-cs-CZ==4.5.post3 --hash=sha256:c4fb76201e2642c85fa5e0e8d1a70d48033e602c90eafb66c26e2c32219a425b
jupyterlab-language-pack-de-DE==4.5.post3 --hash=sha256:b716b56f7e0c884f42152d5e36c253ea0f32ca41f99097d842d3934f4a4bc7fb
jupyterlab-language-pack-es-ES==4.5.post3 --hash=sha256:8b315de006bc48d5798988cff6141f00694e411265011ea21570b4f459070381
jupyterlab-language-pack-fr-FR==4.5.post3 --hash=sha256:9f6ce9d4e64b367ff084a2313af29d6ad8a02d1d08000f3e6c53e2856fa9a11f
jupyterlab-language-pack-ja-JP==4.5.post3 --hash=sha256:f3fe9d9228f79fa5b289bb271564e106b75c21be79e7874a658ad2aa50901299
jupyterlab-language-pack-ko-KR==4.5.post3 --hash=sha256:a7ca15848e6fc47ecf35e83a791e2ae9dd26bbfdbc8503567593f908f86c51f4
jupyterlab-language-pack-pl-PL==4.5.post3 --hash=sha256:907b0e8acb6bc62c4e320e4edf35b2227e7a2980d3d024943b60f64b7f7eef6d
jupyterlab-language-pack-ru-RU==4.5.post3 --hash=sha256:d294daf163b0df9bdd14012b574ff311f1f4a166524b38469e90e26eb2c380f6
jupyterlab-language-pack-zh-CN==4.5.post3 --hash=sha256:47cdb0c41c6b066e795c867786c9c29fde527e2bf15aa6b3e9b2bab9929304b5
jupyterlab-language-pack-zh-TW==4.5.post3 --hash=sha256:cd791451ba7aba37a75af20189cb307adab139c338a32d0c54b38967e6849787
mezzanine==6.1.1 --hash=sha256:abb8a3d7ee91b724d8aa89fa971bad1cf8e368c21055da4913e20e1418a96d1b
phonenumbers==9.0.43 --hash=sha256:349bc799f15e010e35bd2c7d28149950ae74479cb1e11fb054ed9a95ecb4b437
sphinx==9.0.4 --hash=sha256:5bebc595a5e943ea248b99c13814c1c5e10b3ece718976824ffa7959ff95fffb
"""
"""Packages with translations under MIT, BSD or Apache licences. None is among what the model or a table was counted
from (NOTICE, PROVENANCE.toml, scripts/count/eaten.py), nor among the sets of docs/model.md. Their text is not kept in
this repository."""


def cache_folder() -> Path:
    """Give the default cache: outside the repository, where the system keeps caches."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "unmojibake-benchmark"


def interpreter(cache: Path) -> Path:
    """Make the peers' virtual environment unless it is there, and give its Python.

    The folder's name says what is in it, so a new pin makes a new environment. unmojibake itself is not installed:
    this checkout is measured, by way of PYTHONPATH.

    Raises:
        CalledProcessError: If pip can't install what is needed.
    """
    wanted = "\n".join((sys.version, *NEEDED, *PEERS))
    folder = cache / f"venv-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "complete"
    if done.exists():
        return python
    print(f"making {folder}", file=sys.stderr)
    venv.EnvBuilder(clear=True, with_pip=True).create(folder)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    subprocess.run([*install, *NEEDED], check=True)
    for peer in PEERS:
        if subprocess.run([*install, peer], check=False).returncode:
            print(f"{peer} is left out: no wheel for this Python", file=sys.stderr)
    done.touch()
    return python


def download(python: Path, cache: Path) -> Path:
    """Download the packages with text unless they are there; pip checks their hashes. Give their folder."""
    folder = cache / f"texts-{hashlib.sha256(TEXTS.encode()).hexdigest()[:12]}"
    done = folder / "complete"
    if not done.exists():
        print(f"downloading text to {folder}", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "requirements.txt").write_text(TEXTS, encoding="ascii")
        options = [
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--ignore-requires-python",
            "--require-hashes",
        ]
        command = [str(python), "-m", "pip", "download", *options, "--only-binary", ":all:"]
        subprocess.run([*command, "--dest", ".", "--requirement", "requirements.txt"], check=True, cwd=folder)
        done.touch()
    return folder


def run_inside(python: Path, arguments: list[str]) -> int:
    """Run scripts/bench/run.py again, in the environment with the peers, on this checkout. Give its exit code."""
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    # One order of everything that is hashed, so that a second run gives the same.
    environment = os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "0"}
    command = [str(python), "-m", "scripts.bench.run", *arguments]
    return subprocess.run(command, check=False, env=environment).returncode
