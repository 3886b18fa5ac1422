"""The Scrapy add-on in a real crawl of a server that lies, in a process of its own: a reactor runs only once."""

import json
import subprocess
import sys

import pytest

from tests.command import windows
from tests.lying import SENTENCE, WAYS, page, serving
from unmojibake.errors import ConfigError

pytest.importorskip("scrapy", reason="Scrapy is not installed")

CRAWL = """
import json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Pages(scrapy.Spider):
    name = "pages"

    async def start(self):
        for url in json.loads(sys.argv[1]):
            yield scrapy.Request(url)

    def parse(self, response):
        text = getattr(response, "text", None)
        yield {"url": response.url, "text": text, "size": len(response.body), "name": sys.argv[2],
               "names": [sys.argv[2], 7], "other": sys.argv[2]}

items, crawlers = [], []
process = CrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, **json.loads(sys.argv[3])})
crawler = process.create_crawler(Pages)
def keep(item):  # named, since Scrapy holds it by a weak reference
    items.append(item)
crawler.signals.connect(keep, scrapy.signals.item_scraped)
process.crawl(crawler)
process.start()
stats = {key: value for key, value in crawler.stats.get_stats().items() if "unmojibake" in key or "error" in key}
json.dump({"items": items, "stats": stats}, sys.stdout)
"""
ADDON = {"ADDONS": {"unmojibake.adapters.scrapy.Addon": 500}}


def crawl(ways, settings, name="x"):
    """Crawl some pages; give the items by page, and the stats."""
    with serving() as address:
        urls = json.dumps([f"{address}/{way}" for way in ways])
        run = subprocess.run(
            [sys.executable, "-c", CRAWL, urls, name, json.dumps(settings)],
            capture_output=True,
            check=False,
            timeout=100,
        )
    assert run.returncode == 0, run.stderr.decode()
    found = json.loads(run.stdout)
    return {item["url"].rpartition("/")[2]: item for item in found["items"]}, found["stats"]


def test_every_page_is_right():
    items, stats = crawl([*WAYS, "picture"], ADDON)
    assert {way: items[way]["text"] for way in WAYS} == {way: page(meta) for way, (_, meta, _) in WAYS.items()}
    # The bytes are those that were served.
    assert {way: items[way]["size"] for way in WAYS} == {
        way: len(page(meta).encode(encoding)) for way, (_, meta, encoding) in WAYS.items()
    }
    assert stats["unmojibake/responses_redecoded"] == 4
    assert stats["unmojibake/redecoded/gb18030->utf-8"] == 2
    assert not [key for key in stats if "error" in key]


def test_alone_scrapy_gets_pages_wrong():
    items, stats = crawl(WAYS, {})
    wrong = [way for way, (_, meta, _) in WAYS.items() if items[way]["text"] != page(meta)]
    assert len(wrong) == 4
    assert not stats


def test_named_fields_are_repaired():
    damaged = windows(SENTENCE + "\n")
    settings = ADDON | {"UNMOJIBAKE_FIELDS": ["name", "names", "url", "nothing"]}
    items, stats = crawl(["gbk-header-gbk"], settings, damaged)
    [item] = items.values()
    assert item["name"] == SENTENCE
    assert item["names"] == [SENTENCE, 7]
    assert item["other"] == damaged
    assert item["url"].startswith("http://127.0.0.1")
    assert stats["unmojibake/fields/repaired"] == 2


def test_it_can_be_turned_off():
    items, stats = crawl(["utf8-header-gbk"], ADDON | {"UNMOJIBAKE_ENABLED": False, "UNMOJIBAKE_FIELDS": ["name"]})
    assert items["utf8-header-gbk"]["text"] != page()
    assert not stats


def pipeline(**settings):
    from scrapy.utils.test import get_crawler

    from unmojibake.adapters.scrapy import FieldPipeline

    return FieldPipeline.from_crawler(get_crawler(settings_dict={"UNMOJIBAKE_FIELDS": ["a"], **settings}))


def test_the_confidence_counts():
    damaged = "鐢ㄦ埛涓嶅瓨鍦?"
    assert pipeline().process_item({"a": damaged}) != {"a": damaged}
    assert pipeline(UNMOJIBAKE_MIN_CONFIDENCE=1).process_item({"a": damaged}) == {"a": damaged}
    with pytest.raises(ConfigError):
        pipeline(UNMOJIBAKE_MIN_CONFIDENCE=2)


def test_what_is_clean_is_the_same_object():
    item = {"a": ["天气很好。", ("早市", None)]}
    old = item["a"]
    assert pipeline().process_item(item)["a"] is old
