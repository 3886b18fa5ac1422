"""Scrapy: an add-on that decodes pages again whose label lied, and repairs named fields of items.

Needs Scrapy 2.13 or newer; nothing else of this library imports it.
"""

import re
from typing import TYPE_CHECKING, Self

from itemadapter import ItemAdapter
from scrapy.http import TextResponse

import unmojibake
from unmojibake.adapters.responses import charset_in, name_of
from unmojibake.values.config import Config

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector

PRIORITY = 585
"""Behind decompression (590), before the middleware that reads a page to follow its meta refresh (580)."""
PIPELINE_PRIORITY = 100
"""Before the pipelines of the project, which usually begin at 300."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?\S+\Z", re.ASCII)


class Addon:
    """Puts the middleware and the item pipeline in: `ADDONS = {"unmojibake.adapters.scrapy.Addon": 500}`.

    Settings:
        UNMOJIBAKE_ENABLED: False turns it off; True when it is not set.
        UNMOJIBAKE_FIELDS: Names of the fields of items to repair; none when it is not set.
        UNMOJIBAKE_MIN_CONFIDENCE: Leave a filling in them that is less sure, 0 to 1; 0 when it is not set.
    """

    def update_settings(self, settings: "BaseSettings") -> None:
        """Add both, unless the project has put them in a place of its own."""
        if not settings.getbool("UNMOJIBAKE_ENABLED", True):  # noqa: FBT003 - Scrapy's signature
            return
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", ResponseMiddleware, PRIORITY)
        if settings.getlist("UNMOJIBAKE_FIELDS"):
            settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", FieldPipeline, PIPELINE_PRIORITY)


class ResponseMiddleware:
    """Decodes a page again when it is in another encoding than Scrapy takes it to be in. The bytes stay as they are.

    Stats: `unmojibake/responses`, all that were looked at; `unmojibake/responses_redecoded`, and by encodings
    `unmojibake/redecoded/gbk->utf-8`; `unmojibake/responses_no_text`.
    """

    def __init__(self, stats: "StatsCollector") -> None:
        """Keep the place of the counts."""
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Make one, as Scrapy does."""
        return cls(_stats(crawler))

    def process_response(self, request: "Request", response: "Response") -> "Response":  # noqa: ARG002 - Scrapy's form
        """Give a response whose text is right; the same object when it was right."""
        if not isinstance(response, TextResponse) or not response.body:
            return response
        self._stats.inc_value("unmojibake/responses")
        header = (response.headers.get("Content-Type") or b"").decode("latin-1")
        encoding = name_of(response.body, charset_in({"content-type": header}))
        if encoding is None:
            self._stats.inc_value("unmojibake/responses_no_text")
            return response
        taken = response.encoding
        # Two names may stand for one encoding, and two encodings give one text.
        if encoding == taken or response.body.decode(encoding, "replace") == response.text:
            return response
        self._stats.inc_value("unmojibake/responses_redecoded")
        self._stats.inc_value(f"unmojibake/redecoded/{taken}->{encoding}")
        return response.replace(encoding=encoding)


class FieldPipeline:
    """Repairs the fields of items that `UNMOJIBAKE_FIELDS` names: text, and lists of text. URLs are left.

    Stats: `unmojibake/fields/clean`, `/repaired`, `/partial` and `/abstained`.
    """

    def __init__(self, stats: "StatsCollector", fields: list[str], config: Config) -> None:
        """Keep the names of the fields, and the place of the counts."""
        self._stats = stats
        self._fields = fields
        self._config = config

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Make one, as Scrapy does.

        Raises:
            ConfigError: If `UNMOJIBAKE_MIN_CONFIDENCE` is not from 0 to 1.
        """
        settings = crawler.settings
        config = Config(min_confidence=settings.getfloat("UNMOJIBAKE_MIN_CONFIDENCE"))
        return cls(_stats(crawler), settings.getlist("UNMOJIBAKE_FIELDS"), config)

    def process_item(self, item: object) -> object:
        """Give the item with its fields repaired."""
        fields = ItemAdapter(item)
        for name in self._fields:
            if name in fields:
                old = fields[name]
                new = self._repaired(old)
                if new is not old:
                    fields[name] = new
        return item

    def _repaired(self, value: object) -> object:
        """Repair a text, or each text of a list; the same object when nothing changed."""
        if isinstance(value, (list, tuple)):
            new = [self._repaired(item) for item in value]
            return value if all(one is other for one, other in zip(new, value, strict=True)) else type(value)(new)
        if not isinstance(value, str) or _URL.match(value):
            return value
        result = unmojibake.repair(value, self._config)
        self._stats.inc_value(f"unmojibake/fields/{result.verdict}")
        return result.text


def _stats(crawler: "Crawler") -> "StatsCollector":
    """Give where the crawler counts."""
    if crawler.stats is None:
        message = "the crawler has no stats yet: let Scrapy make this component"
        raise RuntimeError(message)
    return crawler.stats
