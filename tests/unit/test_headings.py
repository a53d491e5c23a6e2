"""What heads a case's own number, and headings as spreadsheets write them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord import load_texts
from govcoord.case_files import BadRow, evaluate_rows, numbered, read_stream
from govcoord.case_files.base import Answer, CaseRow
from govcoord.errors import CaseError
from govcoord.headings import NUMBER_HEADINGS, TITLES, is_number, number_of, plain, with_plain

RULES = """
kind: vocabulary
id: v
attributes:
  amount: {title: {zh-Hans: 投资额（万元）, en: amount}, type: quantity, unit: 万元}
  day: {title: {zh-Hans: 受理日期, en: day}, type: date}
---
kind: table
id: size
outputs: {size: {type: text}}
rules:
  - {id: big, when: {amount: 20万元以上}, then: {size: big}}
"""
TAKEN = RULES.replace("投资额（万元）", "编号")

PLAN, OTHER = load_texts({"r.yaml": RULES}), load_texts({"r.yaml": TAKEN})


def rows(text: str, form: str = "csv") -> list[CaseRow | BadRow]:
    import io

    return list(read_stream(io.BytesIO(text.encode()), "c", format=form))


@pytest.mark.parametrize("heading", NUMBER_HEADINGS)
@pytest.mark.parametrize("wide", [False, True])
def test_every_heading_of_a_number_is_read_everywhere(heading: str, wide: bool) -> None:
    """In files, by `Plan.evaluate` and by the plain reading alike, also full-width or spaced."""
    if wide:
        between = "" if heading.isascii() else " "
        heading = " " + between.join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in heading)
    case = {heading: "A-1", "amount": 30}
    assert PLAN.case(case).id == "A-1"
    for _ in range(8):  # through the general function, and through one compiled for the shape
        assert PLAN.evaluate(case).fact("size") == "big"
    (answer,) = evaluate_rows(PLAN, rows(f"{heading},amount\nA-1,30\n"))
    assert isinstance(answer, Answer)
    assert (answer.id, answer.decision.fact("size")) == ("A-1", "big")


@pytest.mark.parametrize(("one", "other"), list(combinations(NUMBER_HEADINGS[::2], 2)))
def test_two_numbers_are_an_error_of_the_case(one: str, other: str) -> None:
    """With place, value, what was expected and what to do; in every way that cases come."""
    case = {one: "A", other: "B", "amount": 30}
    with pytest.raises(CaseError, match="leave one out"):
        PLAN.evaluate(case)
    with pytest.raises(CaseError, match="leave one out"):
        PLAN.case(case)
    (bad,) = numbered(rows(f"{one},{other},amount\nA,B,30\n"), PLAN.vocabulary.case_words)
    assert isinstance(bad, BadRow)
    assert (bad.place, bad.error.name, bad.error.value, bad.id) == ("c:2", other, "B", "A")
    assert "都是案件编号" in bad.error.message("zh-Hans")


def test_a_title_of_the_vocabulary_wins() -> None:
    """What the rules call 编号 is a fact, beside the number that the case has under another."""
    given_ = "案号,编号\nX,30\n"
    (answer,) = evaluate_rows(OTHER, rows(given_))
    assert isinstance(answer, Answer)
    assert (answer.id, answer.decision.fact("size")) == ("X", "big")
    (answer,) = evaluate_rows(OTHER, rows("编号\n30\n"))
    assert isinstance(answer, Answer)
    assert (answer.id, answer.decision.fact("size")) == (None, "big")


def test_other_numbers_are_refused_with_a_hint() -> None:
    """A line's number is no case's number: it says under what that would be read."""
    for heading in ("序号", "受理编号", "No.", "case_no"):
        with pytest.raises(CaseError) as caught:
            PLAN.case({heading: 1})
        assert "`编号`" in str(caught.value.hint)


def test_titles_are_numbers_and_blank_numbers_are_none() -> None:
    """What is written in each language is read; a number of blanks is no number."""
    assert all(is_number(title) for title in TITLES.values())
    assert number_of({"id": "  "}) is None
    assert number_of({"编号": " 7 "}) == "7"


@given(st.text(max_size=12))
def test_the_plain_form_is_settled(heading: str) -> None:
    """Making it again changes nothing."""
    assert plain(plain(heading)) == plain(heading)


def test_a_plain_form_of_two_things_means_neither() -> None:
    """Words that differ by nothing but their width keep their own meanings."""
    words = with_plain({"额（元）": 1, "额 （元）": 2})
    assert words == {"额（元）": 1, "额 （元）": 2}


@pytest.mark.parametrize(
    "text",
    ["2026/3/1", "2026.3.1", "2026年3月1日", "2026 年 3 月 1 日", "２０２６／３／１",
     "2026-03-01 00:00:00", "2026/3/1 0:00"],
)  # fmt: skip
def test_days_as_spreadsheets_write_them(text: str) -> None:
    """The year comes first; the midnight that a day begins with is no time of day."""
    assert PLAN.case({"day": text}).facts == PLAN.case({"day": "2026-03-01"}).facts


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("46082", "电子表格"), ("3/1/2026", "先写年份"), ("2026/3/1 9:30", "不写时刻"),
        ("2026/3-1", None), ("2026/2/30", "没有"),
    ],
)  # fmt: skip
def test_what_is_no_day_says_what_to_do(text: str, hint: str | None) -> None:
    """Numbers of days, days that come first, times of day."""
    with pytest.raises(CaseError) as caught:
        PLAN.case({"day": text})
    told = caught.value.message("zh-Hans")
    assert hint is None or hint in told


def test_delimiters_at_the_end_of_rows_say_nothing() -> None:
    """Of the heading, of some rows, or of all; a value there is refused."""
    found = rows("编号;amount;\nA;1\nB;2;;;\nC;3;x\nD;4;;y\nE\n")
    assert [type(row) for row in found] == [CaseRow, CaseRow, BadRow, BadRow, BadRow]
    bad = found[3]
    assert isinstance(bad, BadRow)
    assert "D | 4" in bad.error.message("zh-Hans")
    assert "这一行有 4 格" in bad.error.message("zh-Hans")


def test_the_beginning_and_end_of_a_span_may_be_called_alike_everywhere() -> None:
    """What suspensions are headed by in cases and in mechanisms is read in both."""
    assert with_plain({"自": "start", "至": "end"}) == {
        "自": "start", "起": "start", "中止起": "start", "至": "end", "止": "end", "中止止": "end",
    }  # fmt: skip
    assert with_plain({"自": 1, "起": 2}) == {"自": 1, "起": 2}
