"""SARIF output against the official JSON schema of SARIF 2.1.0, as an npm package of its authors ships it."""

import json
import shutil
import subprocess
import tarfile

import pytest

from tests.command import command, windows

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
FILES = {
    "状态 a,c%.kt": windows('a = "状态"\n// 用户名\nint x;\n// 请先安装依赖，再运行\n'),
    "lost.txt": "锟斤拷锟斤拷\n",
    "two.md": windows("# 说明\n\n这里是一段普通的说明。\n- 第一步：打开设置页面\n"),
}


@pytest.fixture(scope="module")
def validator(tmp_path_factory):
    """Get the schema from the registry."""
    jsonschema = pytest.importorskip("jsonschema")
    if shutil.which("npm") is None:
        pytest.skip("needs npm, to get the schema")
    folder = tmp_path_factory.mktemp("schema")
    pack = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, check=False)
    archives = list(folder.glob("*.tgz"))
    if not archives:
        pytest.skip(f"npm could not get {PACKAGE}: {pack.stderr.decode(errors='replace')[-200:]}")
    with tarfile.open(archives[0]) as archive:
        schema = json.load(archive.extractfile(SCHEMA))
    assert schema["title"].startswith("Static Analysis Results")
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def log(*arguments):
    return json.loads(command("check", "--output-format", "sarif", *arguments).stdout)


def test_findings_are_valid_sarif(validator, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "gbk.txt").write_bytes("这一行是简体中文，保存的时候用了别的编码。\n".encode("gbk"))
    (tmp_path / "link.txt").symlink_to("lost.txt")
    found = log(".")
    results = found["runs"][0]["results"]
    assert len(results) >= len(FILES)
    assert any("fixes" in result for result in results)
    assert not all("fixes" in result for result in results)
    validator.validate(found)
    # The schema does see what is wrong.
    results[0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(found)


def test_a_log_of_nothing_is_valid_sarif(validator, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clean.txt").write_text("说明\n", encoding="utf-8")
    found = log(".")
    assert found["runs"][0]["results"] == []
    validator.validate(found)
