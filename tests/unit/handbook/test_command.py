"""``govcoord handbook``: files by their endings, in the reader's language."""

from __future__ import annotations

from click.testing import CliRunner

from govcoord.cli.app import make_app

RULES = """
kind: vocabulary
id: v
attributes: {urgent: {type: boolean, title: {en: urgent, zh-Hans: 是否紧急}}}
---
kind: table
id: t
title: {en: How fast, zh-Hans: 办理速度}
outputs: {fast: {type: boolean}}
rules: [{id: R1, source: 方案 1.1, when: {urgent: 是}, then: {fast: 是}}]
"""


def run(language, *args):
    runner = CliRunner()
    return runner.invoke(make_app(language), [str(arg) for arg in args])


def test_files_are_written_by_their_endings(tmp_path):
    """One run writes Markdown and HTML, in folders that are made, in Chinese."""
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    page, text = tmp_path / "out" / "a.HTML", tmp_path / "b.md"
    done = run("zh-Hans", "handbook", tmp_path / "rules.yaml", "-o", page, "-o", text)
    assert done.exit_code == 0, done.output
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "是否紧急：是" in page.read_text("utf-8")
    assert "是否紧急：是" in text.read_text("utf-8")
    assert str(tmp_path) not in text.read_text("utf-8")


def test_without_a_file_markdown_is_shown(tmp_path):
    """It can be piped."""
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    done = run("en", "handbook", tmp_path / "rules.yaml", "--title", "Ours")
    assert done.exit_code == 0
    assert done.stdout.startswith("# Ours\n")
    assert "urgent: yes" in done.stdout


def test_another_ending_is_refused_before_anything_is_written(tmp_path):
    """The message names the file and both endings; no file is left behind."""
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    good, bad = tmp_path / "a.md", tmp_path / "b.pdf"
    done = run("en", "handbook", tmp_path / "rules.yaml", "-o", good, "-o", bad)
    assert done.exit_code == 2
    assert "must end in .md or .html" in done.output
    assert not good.exists()


def test_broken_rulesets_are_reported(tmp_path):
    """Errors are shown and no handbook is written."""
    (tmp_path / "rules.yaml").write_text(RULES.replace("urgent: 是", "urgnt: 是"), "utf-8")
    done = run("en", "handbook", tmp_path / "rules.yaml", "-o", tmp_path / "a.md")
    assert done.exit_code == 2
    assert not (tmp_path / "a.md").exists()
