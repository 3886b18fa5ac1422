"""Clean lines by language, from the translations in packages and from a list of words of our own."""

from __future__ import annotations

import ast
import gettext
import io
import json
import random
import re
import zipfile
from typing import TYPE_CHECKING

from unmojibake import damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "ru", "Latin")
"""The languages that are damaged; "Latin" are the European ones with marks on their letters."""
_LATIN = frozenset("ca cs da de es et fi fr hr hu is it lt lv nb nl no pl pt ro sk sl sq sv tr vi".split())  # noqa: SIM905
_TRADITIONAL = re.compile("hant|tw|hk|mo", re.IGNORECASE)
_OWN = {
    "zh-Hans": re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]"),
    "zh-Hant": re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]"),
    "ja": re.compile("[\u3041-\u30fe].*[\u3041-\u30fe\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7a3].*[\uac00-\ud7a3]"),
    "ru": re.compile("[\u0400-\u04ff].*[\u0400-\u04ff]"),
    "Latin": re.compile("[\u00c0-\u024f\u1e00-\u1eff]"),
}
"""What a line must hold to be of its language: a good part of a translation was never translated."""
_UNFIT = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CATALOGUE = re.compile(r"/(?:locale|locales|translations)/([A-Za-z_-]+)/LC_MESSAGES/[^/]*\.mo$")
_STRINGS = re.compile(r"/locales/([A-Za-z_-]+)\.json$")
_PLACES = re.compile(r"(?:geodata|carrierdata)/data\d+\.py$")
_PLACE = re.compile(r"'([a-z]{2}(?:_[A-Za-z]+)?)': (?:u\()?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
LONGEST = 400
"""Code points; longer lines are few."""


def language(tag: str) -> str:
    """Give the name by which the benchmark knows a language, or the tag itself.

    >>> language("zh_CN"), language("zh-Hant"), language("pt_BR"), language("uk_UA")
    ('zh-Hans', 'zh-Hant', 'Latin', 'uk')
    """
    head, *rest = re.split("[_-]", tag)
    head = head.lower()
    if head == "zh":
        return "zh-Hant" if any(_TRADITIONAL.fullmatch(part) for part in rest) else "zh-Hans"
    return "Latin" if head in _LATIN else head


def read_packages(folder: Path) -> dict[str, list[str]]:
    """Read all clean lines that are not ASCII from the wheels of a folder.

    Returns:
        Sorted unique lines, without white space at their ends, by language. A line that two languages share is given
        to the first, so that it counts once.
    """
    found: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                for tag, text in _strings(wheel, name):
                    found.setdefault(language(tag), set()).update(_lines(text))
    seen: set[str] = set()
    texts = {}
    for name in sorted(found, key=lambda name: (name not in LANGUAGES, name)):
        texts[name] = sorted(found[name] - seen)
        seen |= found[name]
    return texts


def _lines(text: str) -> Iterator[str]:
    for line in map(str.strip, text.splitlines()):
        if len(line) <= LONGEST and not line.isascii() and not _UNFIT.search(line):
            yield line


def _strings(wheel: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """Give each translated string of a file, with its language."""
    if match := _CATALOGUE.search(name):
        catalogue = gettext.GNUTranslations(io.BytesIO(wheel.read(name)))
        # The only way to all messages; its keys and values are as documented for gettext().
        messages: dict[object, str] = vars(catalogue)["_catalog"]
        yield from ((match[1], text) for text in messages.values())
    elif match := _STRINGS.search(name):
        yield from ((match[1], text) for text in _leaves(json.loads(wheel.read(name))))
    elif _PLACES.search(name):
        source = wheel.read(name).decode("utf-8")
        yield from ((tag, ast.literal_eval(text)) for tag, text in _PLACE.findall(source))


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for child in node.values():
            yield from _leaves(child)
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child)
    elif isinstance(node, str):
        yield node


def own(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Leave the languages that are damaged, and of each the lines in its own script."""
    return {name: [line for line in texts.get(name, []) if _OWN[name].search(line)] for name in LANGUAGES}


WORDS = """
今天 昨天 明年 上午 下午 晚上 春天 秋天 小镇 城市 村庄 街道 学校 医院 图书馆 火车站 博物馆 操场
河边 山顶 老师 学生 医生 工人 农民 记者 司机 邻居 孩子 老人 朋友 同学 经理 作家 画家 我们 他们
大家 自己 别人 系统 程序 文件 数据 网络 电脑 手机 屏幕 密码 用户 服务器 数据库 接口 参数 版本
目录 日志 缓存 任务 模块 打开 关闭 读取 写入 保存 删除 修改 检查 发送 接收 下载 安装 启动 停止
更新 搜索 登录 注册 提交 返回 认真 慢慢 终于 已经 正在 还是 可能 应该 必须 经常 突然 悄悄 仔细
重新 自动 一起 马上 当然 其实 几乎 喜欢 需要 决定 希望 觉得 认为 发现 知道 准备 开始 继续 完成
参加 讨论 研究 介绍 帮助 等待 经过 离开 新鲜 安静 漂亮 重要 简单 复杂 热闹 干净 便宜 有趣 困难
方便 安全 稳定 快速 普通 特别 巨大 温暖 寒冷 书 茶 饭 花 树 雨 雪 风 灯 门 桥 船 路 信 画 歌 水
火 山 月 的 了 和 在 是 把 被 从 对 为 与 到 就 都 也 很 又 再 不 没有
""".split()  # noqa: SIM905 - a list of literals would be all quotes
STOPS = "，，，，。。。；：！？"


def lines_of_chinese(count: int) -> list[str]:
    """Make lines with the lengths that pages have: 30 code points on average, half of them under 20."""
    draw = random.Random(20)
    lines = []
    for _ in range(count):
        pieces: list[str] = []
        for _ in range(draw.choice((1, 1, 2, 2, 3, 4, 6, 14))):  # clauses
            pieces.extend(draw.choice(WORDS) for _ in range(draw.randrange(2, 6)))
            pieces.append(draw.choice(STOPS))
        lines.append("".join(pieces))
    return lines


SENTENCES = (
    "港口的早市六点开门，渔民把夜里打来的鱼摆上木板",
    "价钱用粉笔写在黑板上",
    "雨天也不休息，只是摊位会少一半",
    "附近的面馆生意反而更好",
    "冬天来的客人最多",
    "大家都想喝一碗热汤再回去",
    "用户名不存在，请先安装依赖",
    "读取配置文件失败，请检查路径",
)


def documents(count: int, sentences: int, damaged: float) -> Iterator[str]:
    """Give short texts of our own sentences, a share of them damaged as UTF-8 read as cp936; the same each time."""
    draw = random.Random(1)
    for number in range(count):
        text = "。".join(draw.choices(SENTENCES, k=sentences)) + f"。\n{number}"
        yield damage(text, "utf-8>cp936") if draw.random() < damaged else text
