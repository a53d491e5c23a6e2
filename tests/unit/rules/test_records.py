"""Raw data to what a mechanism is given."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, Literal

import attrs
import pytest

import govcoord.mechanisms
import govcoord.rules.kinds
from govcoord.api import load_texts
from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.facts import FACT, fact
from govcoord.mechanisms.spans import Moment
from govcoord.numerals import Number
from govcoord.rules.model import Amount
from govcoord.rules.records import read_record
from govcoord.units import find_unit

VOCABULARY = load_texts(
    {
        "v.yaml": """
kind: vocabulary
id: v
departments:
  health: {title: 卫健}
  finance: {title: 财政}
"""
    }
).vocabulary


@attrs.frozen
class Pause:
    """A stop of the clock."""

    start: date = fact("from", "自", "自")
    end: date | None = fact("to", "至", "至", default=None)


@attrs.frozen
class Step:
    """A step."""

    department: str = fact("department", "部门", "部門", choices="departments")
    opinion: Literal["agree", "object"] | None = fact(
        "opinion", "意见", "意見", words={"同意": "agree"}, default=None
    )
    pauses: tuple[Pause, ...] = fact("pauses", "中止", "中止", default=())


@attrs.frozen
class Given:
    """What a mechanism is given."""

    amount: Number = fact("amount", "金额", "金額", unit="CNY")
    steps: tuple[Step, ...] = fact("steps", "环节", "環節", factory=tuple)
    shares: dict[str, Number] = fact("shares", "份额", "份額", choices="departments", factory=dict)
    who: frozenset[str] = fact("who", "谁", "誰", choices="departments", default=frozenset())
    limit: Amount | None = fact("limit", "期限", "期限", default=None)
    done: bool | None = fact("done", "办结", "辦結", default=None)


def read(raw: Any) -> Given:
    return read_record(Given, raw, VOCABULARY)


def test_titles_units_and_choices_are_understood() -> None:
    """Keys and words may be Chinese, quantities carry units, what is missing is not known."""
    given = read(
        {
            "金额": "20万元",
            "环节": [{"部门": "卫健", "意见": "同意", "中止": [{"自": "2025-03-01"}]}],
            "shares": {"财政": "1/3", "health": "0.5"},
            "who": ["财政"],
            "limit": "10个工作日",
        }
    )
    step = Step("health", "agree", (Pause(date(2025, 3, 1)),))
    shares = {"finance": Fraction(1, 3), "health": Fraction(1, 2)}
    limit = Amount(10, find_unit("workdays"))
    assert given == Given(200_000, (step,), shares, frozenset({"finance"}), limit)
    assert given.done is None


@pytest.mark.parametrize(
    ("raw", "name", "where"),
    [
        ({}, "amount", None),
        ({"amount": "5 days"}, "amount", None),
        ({"amount": 1, "金额": 2}, "金额", None),
        ({"amount": 1, "amonut": 2}, "amonut", None),
        ({"amount": 1, "steps": "x"}, "steps", None),
        ({"amount": 1, "steps": ["x"]}, "steps[0]", None),
        ({"amount": 1, "steps": [{}]}, "department", "steps[0]"),
        ({"amount": 1, "steps": [{"department": "none"}]}, "department", "steps[0]"),
        ({"amount": 1, "steps": [{"department": "health", "opinion": "x"}]}, "opinion", "steps[0]"),
        (
            {"amount": 1, "steps": [{"department": "health", "pauses": [{"start": "x"}]}]},
            "start",
            "steps[0].pauses[0]",
        ),
        ({"amount": 1, "shares": {"财政": 1, "finance": 2}}, "finance", "shares"),
        ({"amount": 1, "shares": {"财政": "x"}}, "财政", "shares"),
        ({"amount": 1, "shares": 3}, "shares", None),
        ({"amount": 1, "limit": "soon"}, "limit", None),
        ({"amount": 1, "done": "yes"}, "done", None),
        (7, "input", None),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(raw: Any, name: str, where: str | None) -> None:
    """Every problem names the fact and where it stands."""
    with pytest.raises(CaseError) as caught:
        read(raw)
    assert (caught.value.name, caught.value.where) == (name, where)


def test_a_fact_that_is_not_given_is_said_to_be_missing() -> None:
    """The message says that the fact is not given, in each language, also after pickling."""
    with pytest.raises(CaseError) as caught:
        read({})
    error = pickle.loads(pickle.dumps(caught.value))
    assert error.value is MISSING
    assert "`amount` is not given" in str(error)
    assert "没有给出" in error.message("zh-Hans")


@attrs.frozen
class Report:
    """A report."""

    at: Moment | None = fact("at", "时间", "時間", default=None)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-02-16", date(2026, 2, 16)),
        ("2026年2月16日 9:30", datetime(2026, 2, 16, 9, 30)),
        ("2026-02-16T09:30:05", datetime(2026, 2, 16, 9, 30, 5)),
        (datetime(2026, 2, 16, 9, 30), datetime(2026, 2, 16, 9, 30)),
    ],
)
def test_a_moment_is_a_day_with_or_without_a_time(raw, expected):
    """A day stays a day: at what time is not known."""
    at = read_record(Report, {"at": raw}, VOCABULARY).at
    assert (at, type(at)) == (expected, type(expected))


@pytest.mark.parametrize(
    "raw", ["2026-02-16 25:00", "noon", 20260216, datetime(2026, 2, 16, tzinfo=UTC)]
)
def test_what_is_no_moment_is_refused(raw):
    """A time that is none, a number, a moment with a zone."""
    with pytest.raises(CaseError, match="a day, or a day with a time"):
        read_record(Report, {"at": raw}, VOCABULARY)


SIMPLIFIED = set("过触协报议赞对弃采纳诉恶误驳变维销达转绝单规会议传签断级划护于")
TRADITIONAL = set("過觸協報議贊對棄採納訴惡誤駁變維銷達轉絕單規會議傳簽斷級劃護於")


def _records_with_words() -> list[tuple[str, str, str]]:
    found = []
    for package in (govcoord.mechanisms, govcoord.rules.kinds):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for made in vars(importlib.import_module(module.name)).values():
                if isinstance(made, type) and attrs.has(made) and made.__module__ == module.name:
                    for field in attrs.fields(made):
                        known = field.metadata.get(FACT)
                        for title in known.titles.values() if known else ():
                            found.append((field.name, title.get("zh-Hans"), title.get("zh-Hant")))
    return found


def test_words_are_told_in_the_script_of_the_reader() -> None:
    """The first word of a value is simplified, the last traditional, and both are Chinese."""
    words = _records_with_words()
    assert len(words) > 20
    for name, simplified, traditional in words:
        assert not set(simplified) & (TRADITIONAL - SIMPLIFIED), (name, simplified)
        assert not set(traditional) & (SIMPLIFIED - TRADITIONAL), (name, traditional)
        assert not simplified.isascii(), (name, simplified)
        assert not traditional.isascii(), (name, traditional)
