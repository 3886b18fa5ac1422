"""The WARC reader on archives that fastwarc itself writes."""

import gzip
import io

import pytest

from tests.lying import WAYS, body, content_type, page
from unmojibake import Config, damage
from unmojibake.errors import InputError

pytest.importorskip("fastwarc", reason="fastwarc is not installed")

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from unmojibake.adapters import warc

URI = "http://example.test/"


def record(name, payload, headers, kind=WarcRecordType.response):
    """Make a record of a captured page."""
    made = WarcRecord()
    made.init_headers(record_type=kind)
    made.headers["WARC-Target-URI"] = URI + name
    made.headers["Content-Type"] = "application/http; msgtype=response"
    lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
    made.set_bytes_content(f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + payload)
    return made


def archive(path, records):
    """Write records into a compressed archive."""
    with path.open("wb") as file:
        writer = GzipWriter(file)
        for made in records:
            made.write(writer)
        writer.close()
    return path


def ways():
    return [record(way, body(way), {"Content-Type": content_type(way)}) for way in WAYS]


def test_every_page_is_right(tmp_path):
    path = archive(tmp_path / "a.warc.gz", ways())
    before = path.read_bytes()
    found = list(warc.read(path))
    assert [uri for uri, _ in found] == [URI + way for way in WAYS]
    assert [decoded.text for _, decoded in found] == [page(meta) for _, meta, _ in WAYS.values()]
    assert [decoded.label_lied for _, decoded in found] == [False] * 3 + [True] * 4
    assert path.read_bytes() == before


def test_an_open_file_and_options(tmp_path):
    text = damage("用户名不存在，请先安装依赖。", "utf-8>cp936")
    path = archive(tmp_path / "a.warc.gz", [record("x", text.encode(), {"Content-Type": "text/plain"})])
    with path.open("rb") as file:
        [(_, found)] = warc.read(file)
    assert found.changed
    [(_, found)] = warc.read(str(path), Config(kinds=frozenset({"gloss"})))
    assert found.text == text


def test_what_is_no_text_is_left_out(tmp_path):
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
    path = archive(
        tmp_path / "a.warc.gz",
        [
            record("picture", picture, {"Content-Type": "image/png"}),
            record("lies", picture, {"Content-Type": "text/html"}),
            record("asked", b"x", {}, WarcRecordType.request),
            record("silent", body("gbk-nothing-declared"), {}),
        ],
    )
    assert [uri for uri, _ in warc.read(path)] == [URI + "silent"]


def test_encodings_of_the_transfer_are_undone(tmp_path):
    data = body("utf8-header-gbk")
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data)
    headers = {"Content-Type": "text/html; charset=gbk"}
    path = archive(
        tmp_path / "a.warc.gz",
        [
            record("gzip", gzip.compress(data), headers | {"Content-Encoding": "gzip"}),
            record("chunked", chunked, headers | {"Transfer-Encoding": "chunked"}),
        ],
    )
    assert [decoded.text for _, decoded in warc.read(path)] == [page(), page()]


@pytest.mark.parametrize("lost", [1, 12, 40, 200])
def test_a_cut_archive_is_one_clear_error(tmp_path, lost):
    path = archive(tmp_path / "a.warc.gz", ways())
    data = path.read_bytes()
    path.write_bytes(data[:-lost])
    with pytest.raises(InputError, match=r"a\.warc\.gz: can't be read after response [3-7]: .* cut short"):
        list(warc.read(path))


def test_no_file_is_a_clear_error(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.warc: can't be read before the first response"):
        list(warc.read(tmp_path / "nothing.warc"))


def test_no_archive_at_all():
    with pytest.raises(InputError, match=r"the WARC: can't be read"):
        list(warc.read(io.BytesIO("这不是归档文件\n".encode() * 50)))
