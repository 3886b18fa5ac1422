"""A small project with damaged files in it."""

from tests.command import windows
from unmojibake.cli import main

NAMED = windows("# 读取配置文件\n")

TEXTS = {
    "clean.md": "# 说明\n\n天气很好。\n",
    "damaged.py": f"x = 1\n{NAMED}",
    "src/deep/other.kt": f"// ok\n{windows('// 请先安装依赖')}\n",
    "build/ignored.txt": NAMED,
}


def found(capsysbinary, *arguments, code=1):
    """Check, and give the places that were found."""
    assert main(["check", "--output-format", "concise", *arguments]) == code
    return [line.split(" ")[0] for line in capsysbinary.readouterr().out.decode().splitlines()]
