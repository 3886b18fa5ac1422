"""The recipes of the page on scraping run as they stand, on every way to serve a page."""

import re
from pathlib import Path

import pytest

from tests.lying import SENTENCE, WAYS, body, content_type, serving

PAGE = (Path(__file__).parent.parent / "docs" / "scraping.md").read_text(encoding="utf-8")
NEEDED = ("requests", "httpx", "aiohttp", "scrapy", "bs4", "parsel", "selectolax", "trafilatura", "fastwarc")
RECIPES = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def needed(recipe):
    """Give what a recipe imports, by the name that it is installed with."""
    if "adapters import warc" in recipe:
        return "fastwarc"
    return next(name for name in NEEDED if re.search(rf"\b{name}\b", recipe))


BY_NAME = {needed(recipe): recipe for recipe in RECIPES if "default_encoding" not in recipe}

LYING = {"utf8-header-gbk", "utf8-header-latin1", "utf8-meta-gb2312", "gbk-header-utf8"}


def run(recipe, **names):
    """Run a recipe; give what it calls text."""
    exec(compile(recipe, "scraping.md", "exec"), names)  # noqa: S102 - our own page
    return names["text"]


def test_the_page_has_a_recipe_for_each():
    assert set(BY_NAME) | {"httpx"} == set(NEEDED)


@pytest.fixture(scope="module")
def address():
    with serving() as where:
        yield where


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["requests", "aiohttp"])
def test_clients(address, name, way, capsys):
    pytest.importorskip(name)
    assert SENTENCE in run(BY_NAME[name], url=f"{address}/{way}")
    assert ("is really" in capsys.readouterr().out) == (name == "requests" and way in LYING)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["bs4", "parsel", "selectolax", "trafilatura"])
def test_parsers(name, way):
    pytest.importorskip(name)
    assert SENTENCE in run(BY_NAME[name], body=body(way), headers={"Content-Type": content_type(way)})


def test_httpx_slot(address):
    pytest.importorskip("httpx")
    recipe = next(recipe for recipe in RECIPES if "default_encoding" in recipe)
    recipe = recipe.replace("    client.get(url)", "    text = client.get(url).text")
    assert SENTENCE in run(recipe, url=f"{address}/gbk-nothing-declared")


def test_warc(tmp_path):
    pytest.importorskip("fastwarc")
    from tests.test_warc import archive, ways

    assert SENTENCE in run(BY_NAME["fastwarc"], archive=archive(tmp_path / "a.warc.gz", ways()))


def test_scrapy_settings():
    pytest.importorskip("scrapy")
    from scrapy.utils.misc import load_object

    names = {}
    exec(compile(BY_NAME["scrapy"], "scraping.md", "exec"), names)  # noqa: S102 - our own page
    [path] = names["ADDONS"]
    assert load_object(path).__name__ == "Addon"
