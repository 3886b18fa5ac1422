"""Small corpora, clean and damaged, and the command that repairs them."""

import json
import subprocess
import sys

from tests.command import windows
from unmojibake.cli import main

SENTENCES = (
    "港口的早市六点开门，渔民把夜里打来的鱼摆上木板。",
    "价钱用粉笔写在黑板上，雨天也不休息。",
    "附近的面馆生意反而更好，冬天来的客人最多。",
    "大家都想喝一碗热汤再回去，老板总是多给半碗。",
)
REPAIRED = "# 读取配置文件\nint x;\n"
DAMAGED = windows(REPAIRED)


def clean(row):
    """Give the clean text of a row."""
    return f"{row}: " + "".join(SENTENCES[(row + at) % 4] for at in range(3))


def texts(count, every=10):
    """Give the texts of rows; one in so many is damaged."""
    return [DAMAGED if row % every == 3 else clean(row) for row in range(count)]


def jsonl(rows):
    """Give rows as JSON lines, written as nobody's `json.dumps` writes them."""
    return "".join(
        f'{{"id":{row}, "text" :{json.dumps(text, ensure_ascii=False)},"score":1.50}}\n'
        for row, text in enumerate(rows)
    ).encode()


def corpus(*arguments):
    """Repair a corpus in this process; one worker, so that it is quick."""
    return main(["corpus", *map(str, arguments), "--jobs", "1"])


def start(*arguments, **more):
    """Repair one in a process of its own."""
    command = [sys.executable, "-m", "unmojibake.cli", "corpus", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def run(*arguments, **more):
    """Repair one in a process of its own, to its end; gives code, output and talk."""
    with start(*arguments, **more) as process:
        out, err = process.communicate(timeout=300)
    return process.returncode, out.decode(), err.decode()
