"""``govcoord match``: requests to matters, learning from a file, comparing matchers."""

from __future__ import annotations

import json

import pytest

RULES = """
kind: vocabulary
id: words
departments: {civil: 民政局, transport: 交通局}
choices: {matters: {allowance: 高龄津贴, bus: 公交线路}}
---
kind: matching
id: requests
title: 诉求归口
source: 示例
threshold: 3
margin: 1
title_weight: 3
"""
TRAIN = "文字,部门\n" + "".join(
    f"高龄津贴{n},民政局\n公交线路{n},交通局\n" for n in ("申请", "变更", "终止", "查询")
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    (tmp_path / "train.csv").write_text(TRAIN, "utf-8")
    (tmp_path / "texts.txt").write_text("高龄津贴怎么领\n\n你好\n", "utf-8")
    return tmp_path


def test_requests_are_matched_line_by_line(run, folder):
    """Each line has its place, its matter or a person, and what was learned."""
    args = ("match", folder / "rules.yaml", "--texts", folder / "texts.txt", "--train",
            folder / "train.csv", "--columns", "文字,部门")  # fmt: skip
    result = run(*args, language="zh-Hans")
    assert result.exit_code == 0
    assert "texts.txt:1\n  事项：高龄津贴（3分；依据：高龄津贴）" in result.output
    assert "学习结果：民政局" in result.output
    assert "texts.txt:3\n  事项：请人工判断" in result.output
    made = json.loads(run(*map(str, args), "--format", "json").stdout)
    assert made[0]["matter"] == "allowance"
    assert made[0]["learned"]["labels"] == ["民政局", "交通局"]
    assert made[1]["learned"]["label"] is None


def test_matchers_are_compared(run, folder):
    """On easy data every matcher is right, and the one without an extra is the better."""
    args = ("match", folder / "rules.yaml", "--train", folder / "train.csv", "--columns",
            "文字,部门", "--compare", "--folds", "2")  # fmt: skip
    result = run(*map(str, args))
    assert result.exit_code == 0
    assert "100.0%" in result.output
    assert "Confusions of the better one: naive Bayes" in result.output
    made = json.loads(run(*map(str, args), "--format", "json").stdout)
    assert made["matchers"]["bayes"]["confusion"] == {
        "交通局": {"交通局": 4},
        "民政局": {"民政局": 4},
    }


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ([], "--texts"),
        (["--compare"], "--train"),
        (["--propose", "x.yaml"], "--train"),
        (["-m", "没有"], "没有"),
        (["--train", "train.csv", "--compare", "--columns", "文字"], "文字"),
        (["--train", "train.csv", "--compare"], "text"),
        (["--texts", "none.txt"], "none.txt"),
    ],
)
def test_what_is_missing_is_said(run, folder, monkeypatch, more, told):
    """No traceback and no zero for a user's mistake."""
    monkeypatch.chdir(folder)
    result = run("match", "rules.yaml", *more)
    assert result.exit_code == 2
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_lexicon_is_proposed_and_can_be_used(run, folder):
    """What is written loads beside the vocabulary and names the department of a request."""
    made = folder / "lexicon.yaml"
    args = ("match", folder / "rules.yaml", "--train", folder / "train.csv", "--columns",
            "文字,部门", "--propose", made, "--terms", "1")  # fmt: skip
    result = run(*map(str, args), language="zh-Hans")
    assert result.exit_code == 0
    assert "8条文本得出2个词" in result.output
    assert "{term: 高龄津贴, departments: {民政局: " in made.read_text("utf-8")
    matched = run("match", folder / "rules.yaml", made, "-m", "proposed_lexicon", "--texts",
                  folder / "texts.txt", "--format", "json")  # fmt: skip
    assert json.loads(matched.stdout)[0]["department"] == "civil"


def test_labels_that_the_vocabulary_lacks_are_named(run, folder):
    """The file is written all the same; loading it points at the place."""
    (folder / "train.csv").write_text("text,label\n养老院,老龄委\n养老院,老龄委\n", "utf-8")
    made = folder / "lexicon.yaml"
    result = run("match", folder / "rules.yaml", "--train", folder / "train.csv", "--propose", made)
    assert "老龄委" in result.stderr
    checked = run("check", folder / "rules.yaml", made)
    assert checked.exit_code != 0
    assert "老龄委" in checked.output


def test_a_proposal_that_cannot_be_written_is_an_error(run, folder):
    """No traceback where the folder is missing."""
    result = run("match", folder / "rules.yaml", "--train", folder / "train.csv", "--columns",
                 "文字,部门", "--propose", folder / "none" / "x.yaml")  # fmt: skip
    assert result.exit_code != 0
    assert "Traceback" not in result.output + result.stderr
    assert "x.yaml" in result.output + result.stderr
