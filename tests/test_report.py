"""`unmojibake report`: read by an HTML parser and by a real browser."""

import importlib.util
import os
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from tests.command import command, windows
from unmojibake import damage
from unmojibake.cli.output.page import chart, marks, tongue

ATTACKS = [
    "</td></table><script>document.title = 'broken out'</script>",
    '"><img src=x onerror="document.title = \'broken out\'">',
    "<!-- ' & &amp; &#60;b&#62; <style>*{display:none}</style>",
]
HOSTILE = "<script>document.title = 'broken out'</script>&.txt"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Make files whose text and names try to break out of the page."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    rows = [windows(f'name = "状态"  {attack}\n读取配置文件，{attack}') for attack in ATTACKS]
    (folder / "attack.txt").write_text("\n".join([*rows, f"锟斤拷锟斤拷 {ATTACKS[0]}", ""]))
    # A slash can't stand in a name: this one is a folder and a file in it.
    (folder / HOSTILE).parent.mkdir()
    (folder / HOSTILE).write_text(windows("先检查长度，再检查内容\n"))
    (folder / "hidden.txt").write_text(windows("这里没有问题\n") + "a\u200b\u202eb " + windows("请先安装依赖\n"))
    (folder / "hant.txt").write_text(windows("請先讀取設定檔，然後儲存檔案並檢查內容\n"))
    (folder / "ja.txt").write_text(windows("ファイルが見つかりませんでした。もう一度お試しください\n"))
    return folder


def page(*arguments):
    run = command("report", *arguments)
    assert run.returncode == 0, run.stderr
    return run.stdout.decode()


def parsed(text):
    """Give the page's tree; what is not right HTML is an error."""
    if importlib.util.find_spec("html5lib") is None:
        pytest.skip("html5lib is not installed: pip install --group test-all")
    import html5lib

    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def words(element):
    return "".join(element.itertext())


def table(root, name):
    return [row.findall("td") for row in root.find(f".//table[@id='{name}']").find("tbody")]


@pytest.mark.usefixtures("tree")
def test_text_stays_text():
    text = page()
    root = parsed(text)
    for name in ("script", "img", "iframe", "link", "object"):
        assert list(root.iter(name)) == []
    assert len(list(root.iter("style"))) == 1
    assert len(list(root.iter("table"))) == 3
    shown = words(root.find("body"))
    for attack in ATTACKS:
        assert attack[:50] in shown
    assert HOSTILE in shown
    # Nothing is fetched, and no event has a handler.
    for element in root.iter():
        assert not {"src", "href", "srcset", "data", "action"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text
    assert text.encode().index(b'<meta charset="utf-8">') < 200


@pytest.mark.usefixtures("tree")
def test_rows_say_what_would_change():
    root = parsed(page())
    rows = table(root, "changes")
    sure = [float(words(row[0])) for row in rows]
    assert sure == sorted(sure)
    assert len(rows) > 8
    for row in rows:
        [old], [new] = row[2].findall("mark"), row[3].findall("mark")
        assert words(old) != words(new)
        assert "utf-8 read as cp936" in words(row[1])
    repaired = {words(mark) for row in rows for mark in row[3].findall("mark")}
    assert "这里没有问题" in repaired
    readings = [place.attrib["title"] for place in root.findall(".//td/mark/b")]
    assert all(re.match(r"""(['"]).*\1 \d\.\d{3}""", reading) for reading in readings)
    assert any(", '" in reading for reading in readings)
    [left] = table(root, "left")
    assert words(left[2].find("mark")) == "锟斤拷锟斤拷"
    totals = [[words(cell) for cell in row] for row in table(root, "totals")]
    assert totals[0][:2] == ["utf-8-as-cp936", "codec"]
    assert int(totals[0][2]) == len(rows)
    assert totals[1] == ["locked", "locked", "1", "1", "0", "1"]


@pytest.mark.usefixtures("tree")
def test_invisible_characters_are_boxed():
    text = page()
    root = parsed(text)
    boxes = {words(box) for box in root.iter("span") if box.attrib["class"] == "box"}
    assert {"U+E1C0", "U+E57D", "U+200B", "U+202E", "U+000A"} <= boxes
    assert not re.search("[\u200b\u202e\ue000-\uf8ff\ufffd]", text)


def test_a_line_end_is_no_character_of_its_line(tree):
    (tree / "crlf.txt").write_bytes(windows("读取配置文件\n").replace("\n", " end\r\n").encode())
    rows = table(parsed(page("crlf.txt")), "changes")
    assert words(rows[0][3]) == "读取配置文件 end"


def test_layers_of_one_kind_are_one_kind(tree):
    twice = damage("今天的会议改到下午三点，请大家相互转告。", ["utf-8>cp1252", "utf-8>cp1252"])
    (tree / "twice.txt").write_text(twice + "\n", encoding="utf-8")
    totals = [[words(cell) for cell in row] for row in table(parsed(page("twice.txt")), "totals")]
    assert totals == [["utf-8-as-cp1252+utf-8-as-cp1252", "codec", "1", "1", "1", "0"]]
    assert command("check", "--select", "codec", "twice.txt").returncode == 1


@pytest.mark.usefixtures("tree")
def test_each_cell_has_its_language():
    tags = {}
    for row in table(parsed(page()), "changes"):
        tags.setdefault(words(row[1]).split(":")[0], set()).add((row[2].attrib["lang"], row[3].attrib["lang"]))
    assert tags["hidden.txt"] == {("zh-Hans", "zh-Hans")}
    assert tags["hant.txt"] == {("zh-Hans", "zh-Hant")}
    assert tags["ja.txt"] == {("zh-Hans", "ja")}


@pytest.mark.parametrize(
    ("text", "charset", "expected"),
    [
        ("语言", "", "zh-Hans"),
        ("語言學習", "", "zh-Hant"),
        ("한국어 文字", "", "ko"),
        ("カタカナ漢字", "", "ja"),
        ("中文", "big5", "zh-Hant"),
        ("ç¡®", "latin-1", ""),
    ],
)
def test_languages(text, charset, expected):
    assert tongue.tag(text, charset) == expected


@pytest.mark.usefixtures("tree")
def test_rows_that_are_not_shown_are_counted():
    root = parsed(page("--rows", "2"))
    total = int(words(table(root, "totals")[0][2]))
    assert len(table(root, "changes")) == 2
    assert [words(more) for more in root.iter("p") if more.attrib.get("class") == "more"] == [
        f"{total - 2} more places not shown here; see --rows."
    ]


def test_options_and_files(tree):
    assert command("report", "-o", "r.html", "--min-confidence", "0.75", ".").returncode == 0
    text = (tree / "r.html").read_text(encoding="utf-8")
    assert "min-confidence 0.75" in text
    assert command("report", "-o", "none/r.html", ".").returncode == 2
    assert command("report", "none.txt").returncode == 2
    (tree / "attack.txt").write_text("nothing\n")
    clean = page("attack.txt")
    assert "0 findings: 0 repaired, 0 left; 1 file looked at." in clean
    parsed(clean)


def test_histogram_counts_and_threshold():
    drawn = chart.histogram("a < b", [0.0, 0.02, 0.51, 1.0, 1.0], 0.25, "from")
    assert re.findall(r"<title>(.*?)</title>", drawn) == ["0.00 to 0.05: 2", "0.50 to 0.55: 1", "0.95 to 1.00: 2"]
    assert 'aria-label="a &lt; b"' in drawn
    line = re.search(r'class="threshold" x1="(\d+)"', drawn)
    assert int(line[1]) == 10 + 480 // 4
    heights = [int(height) for height in re.findall(r'height="(\d+)"', drawn)]
    assert heights == [120, 60, 120]
    assert "<rect" not in chart.histogram("none", [], 0, "from")


def test_marks_box_and_escape():
    assert marks.text("<&>\"'") == "&lt;&amp;&gt;&quot;&#x27;"
    assert marks.text("\t\xa0\U000f0000") == "".join(
        f'<span class="box">U+{code}</span>' for code in ("0009", "00A0", "F0000")
    )


def browser():
    """Give the name of a Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return name
    return pytest.skip("there is no chromium here")


def browse(tmp_path, *arguments):
    """Open a page in a browser without a window; it may do nothing on the network."""
    command_line = [
        *(browser(), "--headless", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
        *(f"--user-data-dir={tmp_path / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND"),
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        *arguments,
    ]
    return subprocess.run(command_line, capture_output=True, check=True, timeout=120).stdout.decode()


def test_browser_shows_the_page(tree, tmp_path):
    command("report", "-o", tmp_path / "r.html", ".")
    picture = tmp_path / "r.png"
    url = (tmp_path / "r.html").as_uri()
    browse(tmp_path, "--window-size=1200,1600", f"--screenshot={picture}", url)
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (1200, 1600)
    empty = Path(tmp_path / "empty.html")
    empty.write_text("<!DOCTYPE html><title>empty</title>")
    browse(tmp_path, "--window-size=1200,1600", f"--screenshot={tmp_path / 'empty.png'}", empty.as_uri())
    assert len(data) > 4 * (tmp_path / "empty.png").stat().st_size
    # What the browser made of it: no attack became an element, and no script ran.
    seen = browse(tmp_path, "--dump-dom", url)
    assert "<title>unmojibake report</title>" in seen
    assert "<script" not in seen
    assert "<img" not in seen
    assert seen.count("<mark>") == (tmp_path / "r.html").read_text(encoding="utf-8").count("<mark>")
    assert (tree / "attack.txt").exists()
