"""`unmojibake fix --diff`, applied by the programs that diffs are for."""

import shutil
import subprocess

import pytest

from tests.command import DAMAGED, command, windows

SAMPLES = {
    "lines come back": windows("// 用户名\nint x;\n// 读取配置文件\n") + "a\n" * 9 + windows("b = 1  # 状态\nc\n"),
    "first and last": windows("读取配置文件\n") + "a\n" * 3 + windows("// 读取配置文件"),
    "carriage returns": windows("// 用户名\r\nint x;\r\n") + "a\r\n" * 20 + windows("请先安装依赖。\r\n"),
    "mark": "\ufeff" + windows("# 说明\n\n请先安装依赖。\n"),
    "one line": windows("请先安装依赖。"),
    "far apart": "".join(windows(f"第 {n} 行的说明文字\n") + "a\n" * n for n in range(12)),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_diff_is_what_patch_and_git_apply(place, name):
    path = place / 'in "put".txt'
    path.write_bytes(SAMPLES[name].encode())
    run = command("fix", "--diff", path.name)
    assert run.returncode == 1
    expected = command("fix", path.name).stdout
    assert expected != SAMPLES[name].encode()
    subprocess.run(["git", "apply", "--verbose", "-"], input=run.stdout, check=True, capture_output=True)
    assert path.read_bytes() == expected
    if shutil.which("patch") is None:
        pytest.skip("there is no `patch` here")
    path.write_bytes(SAMPLES[name].encode())
    subprocess.run(["patch", "--binary", "-p1", path.name], input=run.stdout, check=True, capture_output=True)
    assert path.read_bytes() == expected


def test_diff_of_several_files_has_colour_when_asked(place):
    for name in "ab":
        (place / name).write_text(DAMAGED)
    plain = command("fix", "--diff", ".").stdout
    assert plain.count(b"\n@@ -1,2 +1,3 @@\n") == 2
    colourful = command("fix", "--diff", "--color", "always", ".").stdout
    assert b"\x1b[31m-" in colourful
    assert b"\x1b[32m+" in colourful
    assert b"\x1b" not in command("fix", "--diff", ".", env={"FORCE_COLOR": "", "NO_COLOR": "1"}).stdout
