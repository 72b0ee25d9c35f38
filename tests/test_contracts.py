"""The direction of imports, as pyproject.toml states it."""

import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    failed = lint_imports(config_filename=str(PROJECT), no_cache=True, no_logo=True)
    assert not failed, capsys.readouterr().out


def test_the_rules_of_the_house_are_among_them() -> None:
    contracts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert {contract["type"] for contract in contracts} == {"layers", "independence", "forbidden", "acyclic_siblings"}
    (layers,) = (contract for contract in contracts if contract["type"] == "layers")
    rooms = {room.strip() for layer in layers["layers"] for room in layer.split("|")}
    package = PROJECT.parent / "desktop"
    assert rooms == {one.stem for one in package.iterdir() if one.name not in ("__init__.py", "__pycache__")}
    assert layers["exhaustive"]
