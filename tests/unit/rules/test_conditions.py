"""Conditions: forms of tests, their meaning, and what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_vocabulary import DEPARTMENTS, VOCABULARY, node_of, node_of_data, scalar_of

from govcoord.diagnostics import Collector
from govcoord.rules.conditions.pieces import Piece, part
from govcoord.rules.conditions.reader import read_condition, read_test
from govcoord.rules.reading.nodes import Node, read
from govcoord.rules.regions import EVERYTHING, Box, Ranges, Sets, Test, Values
from govcoord.rules.vocabulary import Attribute

ATTRIBUTES = VOCABULARY.attributes


def all_tests(written: object, name: str) -> list[Test]:
    """The tests of a written test that has no mistake."""
    collector = Collector()
    found = read_test(node_of_data(written), ATTRIBUTES[name], collector)
    assert found is not None, [str(d) for d in collector.sorted()]
    return found


def one_test(written: object, name: str) -> Test:
    (test,) = all_tests(written, name)
    return test


def boxes_of(written: object, record: str | None = None) -> tuple[Box, ...]:
    collector = Collector()
    boxes = read_condition(node_of_data(written), VOCABULARY, collector, record=record)
    assert boxes is not None, [str(d) for d in collector.sorted()]
    return boxes


def either(answers: Iterable[bool | None]) -> bool | None:
    known = list(answers)
    if True in known:
        return True
    return None if None in known else False


def accepts(tests: Iterable[Test], fact: object) -> bool | None:
    return either(test.accepts(fact) for test in tests)


# -- forms of tests


@pytest.mark.parametrize(
    ("name", "forms", "inside", "outside"),
    [
        ("score", [20, "20", "= 20", "[20..20]", "二十"], [20], [19, 21]),
        ("score", [">= 20", "≥20", "＞＝ 20", "20以上", "不低于20", "> 19"], [20, 21], [19]),
        ("score", ["< 20", "＜20", "不足20", "<= 19", "19以下"], [19, 0], [20]),
        (
            "score",
            ["[3..5]", "［3..5］", "(2..6)", "]2..6[", "3至5", "3到5", "3, 4, 5"],
            [3, 5],
            [2, 6],
        ),
        ("score", ["[3..5)", "[3..5[", "3、4"], [3, 4], [2, 5]),
        ("score", ["!= 5", "≠5", "not(5)", "not ( 5 )", "非（5）", "< 5, > 5"], [4, 6], [5]),
        ("score", ["<5, >10", "<5，>10", "not([5..10])"], [4, 11], [5, 10]),
        ("score", ["not(3, [5..7])"], [2, 4, 8], [3, 5, 7]),
        ("index", ["0.5", "50%", "百分之五十"], [Fraction(1, 2)], [0, 1]),
        (
            "amount",
            [
                "10至20万元",
                "10到20万元",
                "十至二十万元",
                "10万至20万元",
                "10-20万元",
                "10万—20万元",
                "[10..20]万元",
                "[10..20 万元]",
                "［10..20万元］",
                "10万元以上20万元以下",
                "10以上20万元以下",
                "不低于10万元、不超过20万元",
                "10万元以上至20万元以下",
                "20万元以下、10万元以上",
                "大于等于10万元且小于等于20万元",
            ],
            [100_000, 200_000],
            [10, 99_999, 200_001],
        ),
        ("amount", ["5千至2万元", "[5千..2万元]", "5000元至2万元"], [5000, 20_000], [4999, 20_001]),
        ("amount", ["1至3百元", "100-300元"], [100, 300], [1, 99]),
        ("budget", ["10至20万元", "[10..20] 万元"], [10, 20], [9, 21]),
        ("rate", ["80-90%", "80%-90%", "80%以上90%以下", "[80..90%]"], [80, 90], [79, 91]),
        (
            "amount",
            ["20万元以上不足50万元", "20万元以上但不满50万元的", "不足50万元、20万元以上"],
            [200_000, 499_999],
            [199_999, 500_000],
        ),
        (
            "elapsed",
            [
                "超过5个工作日、15个工作日以下",
                "超过5个工作日15个工作日以下",
                "超过5但不超过15个工作日",
                "5个工作日以上（不含）15个工作日以下",
                "超過5個工作日且15個工作日以內",
            ],
            [6, 15],
            [5, 16],
        ),
        ("elapsed", ["不足5个工作日、超过15个工作日"], [4, 16], [5, 15]),
        ("elapsed", ["20个工作日以上的", "大于或等于20个工作日"], [20], [19]),
        (
            "received",
            [
                "2025年1月1日起至2025年6月30日止",
                "自2025年1月1日至2025年6月30日",
                "2025-01-01以后、2025-06-30以前",
                "2025年1月1日及以后2025年6月30日及以前",
            ],
            [date(2025, 1, 1), date(2025, 6, 30)],
            [date(2024, 12, 31), date(2025, 7, 1)],
        ),
        (
            "received",
            ["自2025年3月1日起", "不早于2025年3月1日", "晚于2025年2月28日"],
            [date(2025, 3, 1)],
            [date(2025, 2, 28)],
        ),
        (
            "received",
            ["早于2025年3月1日", "不晚于2025年2月28日", "不迟于2025-02-28"],
            [date(2025, 2, 28)],
            [date(2025, 3, 1)],
        ),
        ("index", ["1,000"], [1000], [1]),
        ("elapsed", ["20 workdays", "20个工作日", "20 working days", "二十个工作日"], [20], [19]),
        (
            "elapsed",
            [">= 20 workdays", "20个工作日以上", "至少20个工作日", "不少于20个工作日"],
            [20, 21],
            [19],
        ),
        ("elapsed", ["> 5 workdays", "超过5个工作日", "超過5個工作日"], [6, Fraction(11, 2)], [5]),
        ("elapsed", ["<= 15 workdays", "15个工作日以内", "不超过15个工作日"], [15], [16]),
        (
            "elapsed",
            ["[5..20] workdays", "[5 workdays..20 workdays]", "5至20个工作日"],
            [5, 20],
            [21],
        ),
        ("age", ["<= 2 weeks", "14日以内", "14 days, < 14 days"], [14, 1], [15]),
        (
            "amount",
            ["< 200000 yuan", "不足20万元", "< 20万元", "< 200,000 yuan"],
            [199999],
            [200000],
        ),
        ("amount", ["[5..20]万元", "[5万元..200000元]", "5万元至20万元"], [50000, 200000], [49999]),
        ("budget", ["200000元", "20万元"], [20], [200000]),
        ("rate", [">= 90%", "90%以上", ">= 0.9 fold"], [90, 91], [89]),
        ("share", [">= 90%", ">= 0.9", "90%以上"], [Fraction(9, 10)], [Fraction(8, 10)]),
        (
            "as_of",
            ["2025-03-01", "2025年3月1日", "= 2025-3-1"],
            [date(2025, 3, 1)],
            [date(2025, 3, 2)],
        ),
        (
            "as_of",
            [">= 2025-03-01", "2025年3月1日以后", "2025年3月1日起", "> 2025-02-28"],
            [date(2025, 3, 1)],
            [date(2025, 2, 28)],
        ),
        (
            "as_of",
            ["[2025-01-01..2025-03-31]", "2025年1月1日至2025年3月31日", "[2025-01-01..2025-04-01)"],
            [date(2025, 1, 1), date(2025, 3, 31)],
            [date(2025, 4, 1)],
        ),
        ("urgent", [True, "true", "是", "not(false)", "非(否)"], [True], [False]),
        ("lead", ["tax", "税务", "税务局", " tax "], ["tax"], ["customs"]),
        (
            "lead",
            ["tax, customs", ["tax", "customs"], "税务、海关"],
            ["tax", "customs"],
            ["health"],
        ),
        ("lead", ["not(tax, customs)", {"not": ["tax", "customs"]}], ["health"], ["tax"]),
        ("lead", ["government", "政府"], ["government", "elderly", "health"], ["tax"]),
        ("note", ["as it is, with a comma"], ["as it is, with a comma"], ["as it is"]),
        ("note", [["a", "b"]], ["a", "b"], ["c"]),
        ("note", ["not(a, b)"], ["a", "c"], ["a, b"]),
        ("note", ['not("a", "b")'], ["c"], ["a", "b"]),
        ("note", ['"missing"'], ["missing"], ["x"]),
    ],
)
def test_forms_that_say_the_same(
    name: str, forms: list[object], inside: list[Any], outside: list[Any]
) -> None:
    """English and Chinese, signs and words give one region; a missing fact stays open."""
    tests = [one_test(form, name) for form in forms]
    assert len(set(tests)) == 1
    for value in inside:
        assert tests[0].accepts(value) is True
    for value in outside:
        assert tests[0].accepts(value) is False
    assert tests[0].accepts(None) is None


@pytest.mark.parametrize("name", [n for n in ATTRIBUTES if not n.startswith("twin")])
def test_tests_of_missing_facts(name: str) -> None:
    """`missing`, `present` and `-` decide about a missing fact, for every type."""
    given = {"score": 1, "level": 1, "urgent": True, "lead": "tax", "stage": "open", "note": "x"}
    fact: Any = given.get(name, date(2025, 1, 1) if name in ("as_of", "received") else 1)
    fact = frozenset({"tax"}) if name == "departments" else fact
    for words, at_missing, at_fact in [
        (["missing", "缺失", "未填", "not(present)"], True, False),
        (["present", "已有", "已填", "not(missing)"], False, True),
        (["-", ["missing", "present"], "not(missing), missing"], True, True),
    ]:
        for word in words:
            if name == "note" and "," in word:
                continue
            tests = all_tests(word, name)
            assert accepts(tests, None) is at_missing
            assert accepts(tests, fact) is at_fact


def test_missing_joins_with_other_tests() -> None:
    """A list with `missing` and values is one test."""
    test = one_test(["missing", "[1..5)"], "score")
    assert test == Test(Ranges.interval(1, 5, hi_closed=False), True)


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("tax", [{"tax"}, {"tax", "health"}], [set(), {"health"}]),
        ({"any_of": ["tax", "customs"]}, [{"tax"}, {"customs"}], [{"health"}]),
        ({"任一": ["税务", "海关"]}, [{"tax"}], [{"health"}]),
        ("tax, customs", [{"tax"}, {"customs"}], [{"health"}]),
        ({"all_of": ["tax", "customs"]}, [{"tax", "customs"}], [{"tax"}]),
        ({"全部": ["government", "tax"]}, [{"elderly", "tax"}], [{"tax"}, {"health"}]),
        ({"none_of": ["government"]}, [{"tax"}, set()], [{"elderly"}, {"government", "tax"}]),
        ({"only": ["government"]}, [{"elderly", "health"}, set()], [{"elderly", "tax"}]),
        ({"仅限": "tax"}, [{"tax"}, set()], [{"tax", "customs"}]),
        ({"count": ">= 2"}, [{"tax", "health"}], [{"tax"}]),
        ({"数量": "[2..4]"}, [{"tax", "health"}], [{"tax"}]),
        ({"count": 0}, [set()], [{"tax"}]),
        ({"any_of": "tax", "count": 2}, [{"tax", "health"}], [{"tax"}, {"health", "customs"}]),
        ("not(tax, customs)", [{"health"}, set()], [{"tax"}, {"customs", "health"}]),
        ({"not": {"all_of": ["tax", "customs"]}}, [{"tax"}, set()], [{"tax", "customs"}]),
        ({"all": [{"any_of": "tax"}, {"none_of": "customs"}]}, [{"tax"}], [{"tax", "customs"}]),
        ([{"count": 0}, {"all_of": ["tax", "health"]}], [set(), {"tax", "health"}], [{"tax"}]),
    ],
)
def test_tests_of_sets(written: object, inside: list[set[str]], outside: list[set[str]]) -> None:
    """The set tests, their Chinese names, trees and combinations."""
    tests = all_tests(written, "departments")
    for value in inside:
        assert accepts(tests, frozenset(value)) is True
    for value in outside:
        assert accepts(tests, frozenset(value)) is False


def test_a_full_count_is_no_test_of_the_count() -> None:
    """What every count meets is left out, so that equal tests are equal."""
    assert one_test({"count": ">= 0"}, "departments") == Test(Sets())
    assert one_test({"count": "<= 6"}, "departments") == Test(Sets())


def test_bounds_of_the_attribute_count_as_known() -> None:
    """Where `score` lies in 0-100, `>= 0` says only that it is given."""
    assert one_test(">= 0", "score").region.is_full
    assert one_test("not(>= 40)", "score") == one_test("[0..40)", "score")


# -- conditions


def test_lines_are_joined_by_and() -> None:
    """A mapping is one box; keys may be titles in any language."""
    (box,) = boxes_of({"紧急": "是", "elapsed": ">= 20 workdays", "lead department": "tax"})
    assert [name for name, _ in box.tests] == ["elapsed", "lead", "urgent"]


def test_no_condition_is_everything() -> None:
    """A rule without a condition holds for every case."""
    assert read_condition(None, VOCABULARY, Collector()) == EVERYTHING
    assert boxes_of({}) == EVERYTHING
    assert boxes_of({"score": "-"}) == EVERYTHING


def test_values_of_one_attribute_are_one_box() -> None:
    """`a, b`, a list, and `any:` over one attribute do not split the rule."""
    for written in (
        {"lead": "tax, customs"},
        {"lead": ["tax", "customs"]},
        {"any": [{"lead": "tax"}, {"lead": "customs"}]},
    ):
        assert boxes_of(written) == boxes_of({"lead": "customs, tax"})
        assert len(boxes_of(written)) == 1


def test_alternatives_that_cannot_hold_are_dropped() -> None:
    """One impossible branch of several leaves the others, without a warning."""
    collector = Collector()
    written = {"score": "> 50", "any": [{"score": "< 40"}, {"urgent": True}]}
    boxes = read_condition(node_of_data(written), VOCABULARY, collector)
    assert boxes == boxes_of({"score": "> 50", "urgent": True})
    assert len(collector) == 0


def test_fields_of_records_are_visible_in_their_scope() -> None:
    """A rule about participants tests their fields beside the case's attributes."""
    (box,) = boxes_of({"hours": ">= 2 hours", "urgent": True}, record="participant")
    assert {name for name, _ in box.tests} == {"hours", "urgent"}
    collector = Collector()
    assert read_condition(node_of("hours: 2 hours"), VOCABULARY, collector) is None
    assert [d.code for d in collector.sorted()] == ["GC220"]


def test_chinese_words_for_all_any_not() -> None:
    """The joining words have Chinese forms."""
    english = {
        "all": [{"urgent": True}],
        "any": [{"score": 1}, {"lead": "tax"}],
        "not": {"level": 1},
    }
    chinese = {
        "全部满足": [{"urgent": True}],
        "任一满足": [{"score": 1}, {"lead": "tax"}],
        "都不满足": {"level": 1},
    }
    assert boxes_of(english) == boxes_of(chinese)


def test_alternatives_inside_others_are_absorbed() -> None:
    """Five to the power of nine combinations, of which five remain."""
    groups = [
        {
            "any": [
                {"score": f">= {k + 1}"},
                {"level": f">= {k}"},
                {"index": f">= {k}"},
                {"as_of": f">= 2025-01-0{k + 1}"},
                {"amount": f">= {k} yuan"},
            ]
        }
        for k in range(9)
    ]
    assert len(boxes_of({"all": groups})) == 5


# -- properties

WRITTEN: Mapping[str, st.SearchStrategy[object]] = {
    "score": st.one_of(
        st.integers(0, 9),
        st.builds("{} {}".format, st.sampled_from([">=", ">", "<=", "<", "="]), st.integers(1, 8)),
        st.builds("[{}..{}]".format, st.integers(0, 4), st.integers(4, 9)),
        st.sampled_from(["missing", "present", "-", "not(missing)", "<3, >7", "not(2, 4)"]),
    ),
    "lead": st.sampled_from(
        ["tax", "government", "not(tax)", "missing", "present", "tax, health", "civil_affairs", "-"]
    ),
    "departments": st.sampled_from(
        [
            "tax",
            "missing",
            {"all_of": ["tax", "government"]},
            {"only": ["tax", "health"]},
            {"count": "[1..2]"},
            {"none_of": ["civil_affairs"], "count": ">= 1"},
        ]
    ),
    "urgent": st.sampled_from([True, False, "missing", "present"]),
}
FACTS: Mapping[str, list[Any]] = {
    "score": [None, *range(11)],
    "lead": [None, *sorted(DEPARTMENTS.ids)],
    "departments": [
        None,
        *map(frozenset, [(), ("tax",), ("tax", "elderly"), ("health", "customs")]),
    ],
    "urgent": [None, True, False],
}


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(sorted(WRITTEN)), unique=True, min_size=1, max_size=3))
    out: dict[str, Any] = {name: draw(WRITTEN[name]) for name in names}
    if depth:
        several = st.lists(conditions(depth - 1), min_size=1, max_size=2)
        for key in draw(st.lists(st.sampled_from(["any", "all", "not"]), unique=True, max_size=2)):
            out[key] = draw(several)
    return out


cases = st.fixed_dictionaries({name: st.sampled_from(facts) for name, facts in FACTS.items()})


def negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def expected(condition: Mapping[str, Any], case: Mapping[str, Any]) -> bool | None:
    """What a condition says, read off its text line by line."""
    parts: list[bool | None] = []
    for key, value in condition.items():
        if key == "all":
            parts += [expected(item, case) for item in value]
        elif key == "any":
            parts.append(either(expected(item, case) for item in value))
        elif key == "not":
            parts += [negated(expected(item, case)) for item in value]
        else:
            parts.append(accepts(all_tests(value, key), case[key]))
    return negated(either(negated(part) for part in parts))


def answer_of(boxes: Iterable[Box], case: Mapping[str, Any]) -> bool | None:
    return either(box.accepts(case) for box in boxes)


def agrees(got: bool | None, wanted: bool | None, case: Mapping[str, Any]) -> bool:
    """Equal; or surer, where a fact is missing and a contradiction is seen at once."""
    return got == wanted or (wanted is None and None in case.values())


@settings(max_examples=150, deadline=None)
@given(conditions(), st.lists(cases, min_size=5, max_size=20))
def test_boxes_mean_what_is_written(condition: dict[str, Any], some: list[dict[str, Any]]) -> None:
    """The boxes of a condition answer every case as its lines do."""
    boxes = boxes_of(condition)
    for case in some:
        assert agrees(answer_of(boxes, case), expected(condition, case), case)


@settings(max_examples=100, deadline=None)
@given(conditions(1), st.lists(cases, min_size=5, max_size=20))
def test_negation_complements(condition: dict[str, Any], some: list[dict[str, Any]]) -> None:
    """`not:` holds exactly where the condition does not, and twice it gives it back."""
    boxes = boxes_of(condition)
    outside = boxes_of({"not": condition})
    back = boxes_of({"not": {"not": condition}})
    for case in some:
        inside = answer_of(boxes, case)
        assert agrees(answer_of(outside, case), negated(inside), case)
        assert agrees(answer_of(back, case), inside, case)


@given(st.sampled_from(sorted(WRITTEN)), st.data())
def test_unary_negation_complements(name: str, data: st.DataObject) -> None:
    """`not(…)` of a test, written as text or mapping, is its complement."""
    written = data.draw(WRITTEN[name])
    tests = all_tests(written, name)
    outside = all_tests({"not": written}, name)
    back = all_tests({"not": {"not": written}}, name)
    for fact in FACTS[name]:
        inside = accepts(tests, fact)
        assert accepts(outside, fact) == negated(inside)
        assert accepts(back, fact) == inside


@given(
    st.integers(0, 100),
    st.integers(0, 100),
    st.sampled_from("[(]"),
    st.sampled_from("])["),
    st.integers(0, 100),
)
def test_intervals_compare(lo: int, hi: int, left: str, right: str, value: int) -> None:
    """An interval of DMN accepts what its two comparisons accept."""
    collector = Collector()
    found = read_test(scalar_of(f"{left}{lo}..{hi}{right}"), ATTRIBUTES["score"], collector)
    above = value >= lo if left == "[" else value > lo
    below = value <= hi if right == "]" else value < hi
    if found is None:
        assert not (above and below)
    else:
        assert found[0].accepts(value) == (above and below)


@given(st.dates(), st.integers(-3, 3))
def test_dates_compare_at_the_ends_of_time(day: date, shift: int) -> None:
    """Comparisons of dates never overflow, and the day itself is included in 以后 and 以前."""
    at = f"{day.year:04}-{day.month:02}-{day.day:02}"
    try:
        other = day + timedelta(days=shift)
    except OverflowError:
        return
    for form, holds in [
        (f">= {at}", other >= day),
        (f"> {at}", other > day),
        (f"{day.year:04}年{day.month}月{day.day}日以前", other <= day),
        (f"< {at}", other < day),
    ]:
        found = read_test(scalar_of(form), ATTRIBUTES["as_of"], Collector())
        if (form[:2], day) in (("< ", date.min), ("> ", date.max)):
            assert found is None  # no day is before the first or after the last
            continue
        assert found is not None
        assert (accepts(found, other) or False) == holds


texts = st.one_of(
    st.text(max_size=30),
    st.text("<>=≥≤!≠[](),.、，-~ 0123456789", max_size=20),
    st.text(
        '0123456789 万亿元个工作日天以上内不超过足至左右约年月%workdays.,[]()非not"', max_size=24
    ),
)


@settings(max_examples=400, deadline=None)
@given(texts, st.sampled_from(sorted(ATTRIBUTES)))
def test_no_text_raises(text: str, name: str) -> None:
    """Whatever is written, the answer is tests or diagnostics inside the text."""
    collector = Collector()
    node = scalar_of(text)
    found = read_test(node, ATTRIBUTES[name], collector)
    assert (found is None) == collector.has_errors
    for diagnostic in collector.sorted():
        assert diagnostic.span is not None
        for language in ("en", "zh-Hans", "zh-Hant"):
            assert diagnostic.message(language)


plain = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["tax", "x", "> 1", "missing"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["all", "any", "not", "score", "lead", "departments", "only", "count", "z"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(plain)
def test_no_tree_raises(data: object) -> None:
    """Any YAML under `when:` gives boxes, or errors and no boxes."""
    collector = Collector()
    boxes = read_condition(node_of_data(data), VOCABULARY, collector)
    assert (boxes is None) == collector.has_errors


# -- places


def underlined(text: str) -> list[str]:
    collector = Collector()
    read_condition(node_of(text), VOCABULARY, collector)
    return [d.span.text for d in collector.sorted() if d.span is not None]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("lead: [tax, costoms]", ["costoms"]),
        ("lead: '税务、海观'", ["海观"]),
        ('elapsed: ">= 20 days, 5"', ["20 days", "5"]),
        ("score: >\n  5,\n  many\n", [">"]),
        ('lead: "tax\\u002c costoms"', ['"tax\\u002c costoms"']),
        ("score: {all: ['> 1', many]}", ["many"]),
    ],
)
def test_the_wrong_part_is_underlined(text: str, places: list[str]) -> None:
    """Places are inside quotes and lists; folded and escaped texts are underlined whole."""
    assert places == [place.split("\n")[0] for place in underlined(text)]


def test_parts_of_scalars() -> None:
    """`part` counts in characters, also in Chinese and behind a quote."""
    quoted = node_of("'二十个工作日'")
    assert part(quoted, 2, 6).text == "个工作日"  # type: ignore[arg-type]
    pieces = Piece.of(scalar_of(' [1,5), (2..3), "a, b" ,x')).split()
    assert [piece.text for piece in pieces] == ["[1", "5)", "(2..3)", '"a, b"', "x"]


def test_attributes_and_nodes_are_what_the_reader_takes() -> None:
    """`read_test` works for an attribute that stands in no vocabulary."""
    alone: Attribute = ATTRIBUTES["stage"]
    node: Node = node_of("在办")
    assert read_test(node, alone, Collector()) == [Test(Values(frozenset({"open"})))]


LOWER = (("{}以上", True), ("超过{}", False), ("不低于{}", True), ("满{}", True), ("多于{}", False))
UPPER = (
    ("{}以下", True),
    ("不足{}", False),
    ("不超过{}", True),
    ("不满{}", False),
    ("{}以内", True),
)


@pytest.mark.parametrize("joint", ["", "、", "且", "但", "并且", "至"])
@pytest.mark.parametrize(("lower", "with_low"), LOWER)
@pytest.mark.parametrize(("upper", "with_high"), UPPER)
def test_two_bounds_in_words_hold_both(
    lower: str, with_low: bool, upper: str, with_high: bool, joint: str
) -> None:
    """`20万元以上不足50万元`, in every combination of words and in either order."""
    low, high = lower.format("20万元"), upper.format("50万元")
    wanted = Ranges.interval(200_000, 500_000, lo_closed=with_low, hi_closed=with_high)
    assert one_test(f"{low}{joint}{high}", "amount").region == wanted
    if joint != "至":
        assert one_test(f"{high}{joint}{low}", "amount").region == wanted


def hints_of(text: str, language: str) -> list[str]:
    """What the hints for a condition offer to write, each as one text."""
    collector = Collector()
    assert read_condition(node_of(text), VOCABULARY, collector) is None
    hints = [found.hint(language) or "" for found in collector.sorted()]
    return [re.findall("`([^`]+)`", hint)[-1] for hint in hints]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("amount", text)
        for text in (
            "10-20", "10至20", "10万至20万", '"[10..20]"', "20万以上", "20以上50以下", '"[20..]"',
            '"(..20]"', '"[20万元..)"', "20万元以上，50万元以下", '"> 20 yuan, <= 50 yuan"',
            "约20万元", '">= 20"', "5以上",
        )
    ]
    + [("score", text) for text in ("10-20", '"> 3, <= 9"', '"[3..]"', "约60")]
    + [("elapsed", text) for text in ("10-20", "5以上", '"[5..20]"', "约20天")]
    + [("budget", text) for text in ("10至20", "20万以上", '"[10..20]"')]
    + [("rate", text) for text in ("90以上", "80-90", '">= 0.9"')]
    + [("received", text) for text in ("2025-01-01~2025-03-31", '"[2025-01-01..]"')],
)  # fmt: skip
def test_what_a_hint_offers_can_be_read(name: str, text: str, language: str) -> None:
    """Whatever is offered to be written in place of a test is a test."""
    (offer,) = hints_of(f"{name}: {text}", language)
    inside = '"' in text and '"' not in offer  # quotes that are there already stay
    written = node_of(f"{name}: '{offer}'" if inside else f"{name}: {offer}")
    collector = Collector()
    assert read_condition(written, VOCABULARY, collector), collector.sorted()


def test_a_key_with_a_full_width_colon_is_reported_once() -> None:
    """The reader has said what is wrong; that there is no such attribute would mislead."""
    collector = Collector()
    (node,) = read("test.yaml", "{金额：20万元}", collector)
    assert read_condition(node, VOCABULARY, collector) is None
    (found,) = collector.sorted()
    assert (found.code, found.severity, found.span and found.span.column) == ("GC109", "error", 4)


@pytest.mark.parametrize("number", ["500,000元以上", "1,234,567元", "12,345", "1,000,000元"])
def test_a_number_that_falls_apart_at_its_commas_is_reported_whole(number: str) -> None:
    """`500,000元` in braces is not five hundred yuan: the hint must not change the number."""
    collector = Collector()
    node = node_of(f"{{amount: {number}, score: 1}}")
    assert read_condition(node, VOCABULARY, collector) is None
    (found,) = collector.sorted()
    assert (found.code, dict(found.params)["fixed"]) == ("GC291", f'"{number}"')


def test_all_values_may_be_listed() -> None:
    """Only bounds that leave nothing out are a mistake: a list of values may be long."""
    assert one_test(["open", "closed"], "stage").region.is_full
    assert one_test([5, "!= 5"], "score").region.is_full


def test_intervals_of_a_list_need_not_match_in_their_brackets() -> None:
    """`(2..3]` and `(5..9)` in one list are two tests, not one that fell apart."""
    assert accepts(all_tests(["(2..3]", "(5..9)"], "index"), 3) is True
    node = node_of("index:\n- (2..3.5]\n- (5..9)")
    assert read_condition(node, VOCABULARY, Collector()) is not None
