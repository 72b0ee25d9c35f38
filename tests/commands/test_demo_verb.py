"""demo: everything that it leaves behind is there, opens, and lies where it is said to be."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage

from desktop.commands.verbs import main
from desktop.system.arguments import parse


@pytest.mark.usefixtures("qapp")
def test_the_demonstration_leaves_workbooks_papers_and_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["demo", "--out", str(tmp_path), "--orders", "12"]
    assert main(parse(words)) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["orders"] > 12 and told["inspections"] > 20 and told["notices"] > 10
    for name in told["workbooks"]:
        assert load_workbook(tmp_path / "工作簿" / name).sheetnames, name
    for name in told["papers"]:
        assert (tmp_path / "纸质" / name).read_bytes().startswith(b"%PDF"), name
    for name in told["pictures"]:
        assert not QImage(str(tmp_path / "界面" / name)).isNull(), name
    for folder, key in (("工作簿", "workbooks"), ("纸质", "papers"), ("界面", "pictures")):
        assert sorted(path.name for path in (tmp_path / folder).iterdir()) == sorted(told[key])
    assert main(parse(["--basedir", str(tmp_path / "演示数据"), "verify"])) == 0
    capsys.readouterr()
    assert main(parse(words)) == 1
    assert "已有演示数据" in json.loads(capsys.readouterr().out.splitlines()[-1])["error"]
