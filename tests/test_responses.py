"""HTTP clients against a server that lies about its encodings: with our adapter every page is right."""

import asyncio

import pytest

from tests.lying import SENTENCE, WAYS, body, content_type, page, serving
from unmojibake import Config, damage
from unmojibake.adapters.responses import charset_in, decode_body, fallback_charset, name_of, repair_response, sniff
from unmojibake.errors import BinaryError

CLIENTS = ("requests", "httpx", "httpx2", "niquests")
WITHOUT_LABEL = [way for way, (header, _, _) in WAYS.items() if not header]


@pytest.fixture(scope="module")
def address():
    with serving() as where:
        yield where


def get(client, url):
    """Ask for a page with a client."""
    return pytest.importorskip(client).get(url)


def text_of(way):
    return page(WAYS[way][1])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("client", CLIENTS)
def test_every_page_is_right(address, client, way):
    response = get(client, f"{address}/{way}")
    found = repair_response(response)
    assert found.text == text_of(way)
    assert not found.changed
    # The response itself is set right too, for whoever reads it next.
    assert response.text == text_of(way)


@pytest.mark.parametrize("client", CLIENTS)
def test_alone_the_clients_get_pages_wrong(address, client):
    # If they did not, these tests would prove nothing.
    wrong = [way for way in WAYS if get(client, f"{address}/{way}").text != text_of(way)]
    assert len(wrong) >= 3


@pytest.mark.parametrize("way", WITHOUT_LABEL)
@pytest.mark.parametrize("client", ["httpx", "httpx2"])
def test_sniff_in_the_slot_of_httpx(address, client, way):
    with pytest.importorskip(client).Client(default_encoding=sniff) as session:
        assert session.get(f"{address}/{way}").text == text_of(way)


@pytest.mark.parametrize("way", WAYS)
def test_aiohttp(address, way):
    aiohttp = pytest.importorskip("aiohttp")

    async def ask():
        async with (
            aiohttp.ClientSession(fallback_charset_resolver=fallback_charset) as session,
            session.get(f"{address}/{way}") as response,
        ):
            found = decode_body(await response.read(), response.headers)
            return found.text, await response.text() if way in WITHOUT_LABEL else None

    text, own = asyncio.run(ask())
    assert text == text_of(way)
    assert own in {None, text}


def test_a_response_read_before_is_left(address):
    response = get("httpx", f"{address}/utf8-header-gbk")
    garbled = response.text
    assert repair_response(response).text == text_of("utf8-header-gbk")
    assert response.text == garbled


@pytest.mark.parametrize("client", CLIENTS)
def test_bytes_that_are_no_text(address, client):
    with pytest.raises(BinaryError):
        repair_response(get(client, f"{address}/picture"))


class Other:
    """A response of a client that nobody has heard of, which lets nothing be set."""

    __slots__ = ("content", "headers")

    def __init__(self, content, headers):
        self.content = content
        self.headers = headers


@pytest.mark.parametrize("way", WAYS)
def test_any_response_with_content_and_headers(way):
    found = repair_response(Other(body(way), {"CONTENT-TYPE": content_type(way)}))
    assert found.text == text_of(way)
    assert found.label_lied == (way not in {"gbk-header-gbk", "gbk-nothing-declared", "gbk-meta-gb2312"})


def test_options_count():
    # The page was damaged before it was served: decoding alone does not help.
    damaged = damage(f"配置: {SENTENCE}", "utf-8>cp936")
    response = Other(damaged.encode(), {})
    assert repair_response(response).text.startswith("配置: 港口的早市")
    assert repair_response(response, Config(kinds=frozenset({"gloss"}))).text == damaged
    assert decode_body(damaged.encode(), {}, Config(kinds=frozenset({"gloss"}))).text == damaged


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_sniff_names_what_takes_the_mark_away(encoding):
    data = SENTENCE.encode(encoding)
    assert data.decode(sniff(data)) == SENTENCE
    assert data.decode(name_of(data, "gbk")) == SENTENCE


def test_sniff_answers_for_anything():
    assert sniff(b"") == "utf-8"
    assert sniff(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))) == "utf-8"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"Content-Type": "text/html"}, None),
        ({"content-type": "text/html;charset=GBK"}, "GBK"),
        ({"CONTENT-TYPE": "text/html; Charset = 'big5' ; x=y"}, "big5"),
        ({"X": "charset=gbk"}, None),
        ({"Content-Type": "text/html; charset="}, None),
    ],
)
def test_charset_in_headers(headers, expected):
    assert charset_in(headers) == expected
