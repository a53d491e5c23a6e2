"""``govcoord graph``: every question in every format, and what is wrong with the options."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

from govcoord.cli.graph import FORMATS, QUESTIONS


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("what", ["responsibility", "accountability", "sharing"])
def test_every_question_in_every_format(run, what, form):
    """Each is written; data and XML can be read again."""
    done = run("graph", "plan", "--what", what, "--format", form, language="zh-Hans")
    assert done.exit_code == 0
    assert done.stdout.strip()
    if form == "json":
        assert json.loads(done.stdout)["picture"]["form"]
    if form in ("svg", "graphml"):
        ET.fromstring(done.stdout)


def test_the_three_questions_are_there():
    """Further ones may be registered beside them."""
    assert {"responsibility", "accountability", "sharing"} <= {name for name, _ in QUESTIONS}


def test_output_goes_to_a_file(run, tmp_path):
    """Nothing is printed, the file has the picture."""
    target = tmp_path / "图.svg"
    done = run("graph", "plan", "--what", "responsibility", "--format", "svg", "-o", target,
               "--by", "事项")  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "")
    assert target.read_text("utf-8").startswith("<svg")
    bad = run("graph", "plan", "--what", "sharing", "-o", tmp_path / "no" / "a.svg")
    assert bad.exit_code == 2


def test_words_that_name_nothing_are_told_in_the_language(run):
    """An attribute or a fact that there is not, with those that there are."""
    done = run("graph", "plan", "--what", "responsibility", "--by", "天气", language="zh-Hans")
    assert done.exit_code == 2
    assert "`天气` 不是由案件填写的选项类属性" in done.stderr
    done = run("graph", "plan", "--what", "sharing", "--assume", "weather")
    assert done.exit_code == 2
    assert "`weather` is no yes/no fact" in done.stderr


def test_needs_come_from_a_file(run, tmp_path):
    """Titles stand for ids; a word that names nothing is told with its record."""
    needs = tmp_path / "needs.csv"
    head = "data_recipient,data_class,data_purpose\n"
    needs.write_text(head + "民政部门,水文信息,应急处置\n", "utf-8")
    done = run("graph", "plan", "--what", "sharing", "--data", needs, "--assume", "data_consent",
               "--format", "json")  # fmt: skip
    assert done.exit_code == 0
    assert json.loads(done.stdout)["unmet"] == []
    needs.write_text(head + "民政部门,天文信息,应急处置\n", "utf-8")
    done = run("graph", "plan", "--what", "sharing", "--data", needs, language="zh-Hans")
    assert done.exit_code == 2
    assert "第 1 条需求：`data_class` 没有 `天文信息` 这一项" in done.stderr


def test_a_bad_case_is_told_in_the_language_of_the_user(run, tmp_path):
    """The one message that ends the command is no English line among Chinese ones."""
    cases = tmp_path / "案件.yaml"
    cases.write_text("- {id: 1, 事项: 没有的事项}\n", encoding="utf-8")
    done = run("graph", "plan", "--what", "coordination", "--cases", cases, language="zh-Hans")
    assert done.exit_code == 2
    assert "`没有的事项`" in done.stderr
    assert "应为" in done.stderr
    assert "expected" not in done.stderr
