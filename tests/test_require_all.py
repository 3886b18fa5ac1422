"""Where everything has been installed, what skips has failed: one test, and a whole file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

SKIPS = {
    "a file": 'import pytest\npytest.importorskip("no_such_package", reason="absent")\n\ndef test_nothing(): pass\n',
    "a test": 'import pytest\n\ndef test_nothing():\n    pytest.skip("absent")\n',
}


@pytest.mark.parametrize("everything", ["0", "1"])
@pytest.mark.parametrize("what", SKIPS)
def test_a_skip_is_a_failure(tmp_path, what, everything):
    (tmp_path / "conftest.py").write_text((HERE / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_it.py").write_text(SKIPS[what], encoding="utf-8")
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\naddopts = --import-mode=importlib --doctest-modules --doctest-ignore-import-errors\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"],
        cwd=tmp_path,
        env=os.environ | {"REQUIRE_ALL": everything, "PYTHONPATH": str(HERE.parent)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ("REQUIRE_ALL is set" in done.stdout) == (everything == "1")
    # 5: there was nothing to run.
    assert (done.returncode in {0, 5}) == (everything == "0"), done.stdout
