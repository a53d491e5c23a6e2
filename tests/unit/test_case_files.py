"""Files of cases: every case is read or rejected with its place, whatever the file holds."""

from __future__ import annotations

import io
import json
import pickle
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord import load_texts
from govcoord.case_files import (
    Answer,
    BadRow,
    CaseFileError,
    CaseRow,
    evaluate_rows,
    format_of,
    json_format,
    read_cases,
    read_stream,
)
from govcoord.codes import case_files as codes
from govcoord.errors import CaseError, GovcoordError
from govcoord.rules.engine import Plan, Rejected

RULES = """
kind: vocabulary
id: v
departments: {health: 卫健委, finance: 财政局}
attributes:
  amount: {type: quantity, unit: yuan, min: 0, title: {en: the amount, zh-Hans: 金额}}
  share: number
  urgent: {type: boolean, title: 紧急}
  partners: {type: set, of: departments, title: 配合部门}
  name: text
records:
  participants:
    each: participant
    title: 参与方
    subject: department
    fields:
      department: {type: choice, of: departments, title: 部门}
      answered: boolean
---
kind: table
id: size
outputs: {size: {type: text}}
rules: [{id: big, when: {amount: 20万元以上}, then: {size: big}}]
"""
RULES = RULES.replace("share: number", "share: {type: number}")
RULES = RULES.replace("name: text", "name: {type: text}")
RULES = RULES.replace("answered: boolean", "answered: {type: boolean}")


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A plan with an attribute of each kind that files trip over."""
    return small_plan()


@lru_cache(maxsize=1)
def small_plan() -> Plan:
    """The plan of `RULES`, loaded once."""
    return load_texts({"rules.yaml": RULES})


def rows_of(data: str | bytes, form: str, encoding: str = "utf-8") -> list[CaseRow | BadRow]:
    """The rows of a file with this content."""
    raw = data.encode() if isinstance(data, str) else data
    return list(read_stream(io.BytesIO(raw), f"cases.{form}", format=form, encoding=encoding))


def facts_of(data: str | bytes, form: str) -> list[object]:
    """The facts of good rows, the errors of bad ones."""
    return [
        row.facts if isinstance(row, CaseRow) else row.error.name for row in rows_of(data, form)
    ]


def problem(data: str | bytes, form: str) -> tuple[str, int, int]:
    """Code, line and column of what stops the reading."""
    with pytest.raises(CaseFileError) as caught:
        rows_of(data, form)
    first = caught.value.diagnostics[0]
    assert first.span is not None
    return first.code, first.span.line, first.span.column


# all formats


@pytest.mark.parametrize(
    ("form", "data", "places"),
    [
        ("jsonl", '{"id": "a"}\n\n{"id": "b"}\n', [":1", ":3"]),
        ("json", '[{"id": "a"},\n {"id": "b"}]', ["[0]", "[1]"]),
        ("json", '{"made": [1], "cases": [{"id": "a"}, {"id": "b"}]}', ["[0]", "[1]"]),
        ("yaml", "- id: a\n- id: b\n", [":1", ":2"]),
        ("yaml", "cases:\n  - {id: a}\n  - {id: b}\n", [":2", ":3"]),
        ("yaml", "id: a\n---\nid: b\n", [":1", ":3"]),
        ("csv", "id\na\nb\n", [":2", ":3"]),
        ("csv", "sep=;\nid;x\na;\nb;\n", [":3", ":4"]),
    ],
)
def test_the_same_cases_in_every_format(form: str, data: str, places: list[str]) -> None:
    """Cases come in order, numbered from 0, each with its place."""
    rows = rows_of(data, form)
    assert [(row.number, row.id) for row in rows] == [(0, "a"), (1, "b")]
    assert [row.place for row in rows] == [f"cases.{form}{place}" for place in places]


@pytest.mark.parametrize("form", ["jsonl", "json", "yaml", "csv"])
def test_a_byte_order_mark_is_no_part_of_the_first_case(form: str) -> None:
    """Files as spreadsheets and editors on Windows write them are read."""
    data = {"jsonl": '{"id": 1}', "json": '[{"id": 1}]', "yaml": "- id: 1", "csv": "id\n1"}[form]
    assert [row.id for row in rows_of(b"\xef\xbb\xbf" + data.encode(), form)] == ["1"]


def test_the_end_of_the_name_tells_the_format() -> None:
    """Letters in capitals serve too; a spreadsheet is refused with a hint."""
    assert format_of(Path("a/B.JSONL")) == "jsonl"
    assert format_of(Path("a.yml")) == "yaml"
    with pytest.raises(CaseFileError, match="GC170"):
        format_of(Path("cases.xlsx"))


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    """A missing file and a folder are told apart, as errors of the library."""
    for path, code in ((tmp_path / "no.csv", "GC160"), (tmp_path, "GC161")):
        with pytest.raises(GovcoordError, match=code):
            list(read_cases(path, format="csv"))


def test_an_unknown_encoding_is_refused() -> None:
    """Also one whose line ends are not single bytes."""
    for encoding in ("klingon", "utf-16"):
        with pytest.raises(CaseFileError, match="GC177"):
            rows_of("id\n1\n", "csv", encoding)


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "yaml"])
def test_gb18030_is_read_when_it_is_named(form: str) -> None:
    """And recognised when it is not."""
    text = {
        "csv": "id,金额\n1,20万元\n",
        "json": '[{"id": 1, "金额": "20万元"}]',
        "jsonl": '{"id": 1, "金额": "20万元"}\n',
        "yaml": "- id: 1\n  金额: 20万元\n",
    }[form]
    data = text.encode("gb18030")
    (row,) = rows_of(data, form, "gb18030")
    assert isinstance(row, CaseRow)
    assert row.facts["金额"] == "20万元"
    if form == "jsonl":
        (bad,) = rows_of(data, form)
        assert isinstance(bad, BadRow)
        assert "GB18030" in (bad.error.hint or "")
    else:
        with pytest.raises(CaseFileError) as caught:
            rows_of(data, form)
        assert "GBK" in caught.value.diagnostics[0].render("en")


# JSON lines

LINES = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n")).map(str.encode),
    st.binary().map(lambda b: b.replace(b"\n", b"")),
    st.dictionaries(
        st.sampled_from(["id", "amount", "urgent", "share", "participants", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=4,
        ),
    ).map(lambda d: json.dumps(d).encode()),
)


@given(st.lists(LINES, max_size=8))
def test_no_line_is_lost(lines: list[bytes]) -> None:
    """Lines that are not blank = answers + rejected, whatever they hold."""
    plan = small_plan()
    data = b"\n".join(lines)
    first, *rest = data.split(b"\n")
    wanted = [line for line in (first.removeprefix(b"\xef\xbb\xbf"), *rest) if line.strip()]
    found = list(evaluate_rows(plan, rows_of(data, "jsonl")))
    assert len(found) == len(wanted)
    assert [item.number for item in found] == list(range(len(wanted)))
    assert all(isinstance(item, Answer | Rejected) for item in found)


@pytest.mark.parametrize(
    ("line", "name", "hint"),
    [
        ('{"amount": 1, "amount": 2}', "amount", "twice"),
        ('{"share": NaN}', "share", "leave the fact out"),
        (
            '{"participants": [{"answered": true}, {"share": -Infinity}]}',
            "participants[1].share",
            "",
        ),
        ('{"amount": 1} x', "case", "column 15"),
        ('{"amount": 1', "case", "column 13"),
        ("[1]", "case", ""),
        ('"text"', "case", ""),
        ('{"name": "\\ud800"}', "name", "surrogate"),
        ('{"amount": ' + "9" * 5000 + "}", "case", "digits"),
        ("[" * 100_000, "case", "deep"),
    ],
)
def test_a_bad_line_is_one_rejected_case(line: str, name: str, hint: str) -> None:
    """Its error names the fact where there is one; the lines around it are read."""
    before, bad, after = rows_of(f'{{"id": 1}}\n{line}\n{{"id": 2}}\n', "jsonl")
    assert (before.id, after.id) == ("1", "2")
    assert isinstance(bad, BadRow)
    assert (bad.number, bad.place, bad.error.name) == (1, "cases.jsonl:2", name)
    assert hint in (bad.error.hint or "")


@pytest.mark.parametrize("end", ["x", "}", ",", "{}"])
def test_text_after_the_last_object_is_refused(end: str) -> None:
    """Also where no line end follows."""
    assert facts_of('{"id": 1}' + end, "jsonl") == ["case"]


def test_numbers_are_read_exactly() -> None:
    """0.1 stays a tenth; whole characters outside the first plane stay whole."""
    assert facts_of('{"share": 0.1, "name": "\\ud83d\\ude00"}', "jsonl") == [
        {"share": Decimal("0.1"), "name": "😀"}
    ]


def test_an_endless_line_is_rejected_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line over the limit does not fill the memory."""
    monkeypatch.setattr("govcoord.case_files.jsonl_format.MAX_LINE", 50)
    rows = rows_of(b'{"name": "' + b"x" * 500 + b'"}\n{"id": 2}\n', "jsonl")
    assert [(type(row), row.id) for row in rows] == [(BadRow, None), (CaseRow, "2")]


# JSON


@pytest.fixture(params=[1, 2, 7, 1 << 20])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The number of characters that the reader takes at once."""
    monkeypatch.setattr(json_format, "CHUNK", request.param)
    size: int = request.param
    return size


@pytest.mark.usefixtures("chunk")
def test_json_is_read_the_same_in_pieces_of_any_size() -> None:
    """A number, a text or an escape may be cut anywhere."""
    data = '{"n": {"x": 1}, "cases": [{"share": -1.25e2, "name": "a\\u00e9\\"]"}, 12, {"id": 3}]}'
    assert facts_of(data, "json") == [
        {"share": Decimal("-125"), "name": 'aé"]'},
        "case",
        {"id": 3},
    ]


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize(
    ("data", "place"),
    [
        ('[{"id": 1}\n {"id": 2}]', ("GC171", 2, 2)),
        ('[{"id": 1},\n {"id" 2}]', ("GC171", 2, 8)),
        ('[{"id": 1},]', ("GC171", 1, 12)),
        ('[{"id": 1}] []', ("GC171", 1, 13)),
        ('[{"id": 1}', ("GC171", 1, 11)),
        ("", ("GC171", 1, 1)),
        ('{"cases": [], "cases": []}', ("GC171", 1, 24)),
        ('{"cases": [],}', ("GC171", 1, 14)),
        ('{"id" 1}', ("GC171", 1, 7)),
        ("12", ("GC173", 1, 1)),
    ],
)
def test_broken_json_is_an_error_with_its_place(data: str, place: tuple[str, int, int]) -> None:
    """Line and column are those of the file, however little of it is held."""
    assert problem(data, "json") == place


def test_cases_before_a_break_are_given() -> None:
    """Reading stops at the break, not before."""
    rows = read_stream(io.BytesIO(b'[{"id": 1}, {"id": 2}, {]'), "c.json", format="json")
    assert [next(rows).id, next(rows).id] == ["1", "2"]
    with pytest.raises(CaseFileError):
        next(rows)


def test_a_bad_element_is_one_rejected_case() -> None:
    """A doubled key and NaN do not stop the array."""
    assert facts_of('[{"a": 1, "a": 2}, {"b": NaN}, {"id": 3}]', "json") == ["a", "b", {"id": 3}]


def test_one_object_is_one_case() -> None:
    """A file with a single case needs no list around it."""
    assert facts_of('{"id": 1, "share": 0.5}', "json") == [{"id": 1, "share": Decimal("0.5")}]
    assert facts_of('{"share": NaN}', "json") == ["share"]
    assert facts_of("[]", "json") == []
    assert facts_of("{}", "json") == [{}]


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none())))
def test_json_gives_back_what_was_written(cases: list[dict[str, object]]) -> None:
    """Any list of objects comes back."""
    clean = [c for c in cases if not any("\ud800" <= x <= "\udfff" for k in c for x in k)]
    assert facts_of(json.dumps(clean), "json") == clean
    assert facts_of("\n".join(map(json.dumps, clean)), "jsonl") == clean


# YAML


def test_a_surprise_of_yaml_rejects_its_case_only() -> None:
    """An unquoted no, a doubled key: the error names the fact; other cases are read."""
    data = "- id: a\n  urgent: no\n- id: b\n  share: 010\n- id: c\n- id: d\n  id: e\n"
    rows = rows_of(data, "yaml")
    assert [(row.place, row.id) for row in rows] == [
        ("cases.yaml:2", "a"),
        ("cases.yaml:4", "b"),
        ("cases.yaml:5", "c"),
        ("cases.yaml:7", "d"),
    ]
    names = [row.error.name for row in rows if isinstance(row, BadRow)]
    assert names == ["urgent", "share", "id"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("- id: 'a\n", "GC103"),
        ("- id: a\n\t- id: b\n", "GC108"),
        ("just text\n", "GC173"),
        ("cases: {a: 1}\n", "GC173"),
        (b"- id: \xff\n", "GC120"),
    ],
)
def test_broken_yaml_is_an_error_with_a_code(data: str | bytes, code: str) -> None:
    """Nothing of a file that is not well-formed is guessed at."""
    assert problem(data, "yaml")[0] == code


def test_a_broken_document_is_not_blamed_on_the_case_before_it() -> None:
    """The file stops; the first document's case is not rejected in place of the second."""
    assert problem("id: a\n---\nid: 'b\n---\nid: c\n", "yaml")[0] == "GC103"


# CSV


def test_csv_cells() -> None:
    """Empty cells are no facts; titles, lists and records are understood."""
    data = (
        "id;金额;配合部门;participants[0].department;participants[0].answered;"
        "participants[1].department\n"
        "1;20万元;卫健委、财政局;health;是;finance\n"
        "2; ;[];;;\n"
        ";;;;;\n"
        '3;"1,000";health|finance;;;finance\n'
    )
    assert facts_of(data, "csv") == [
        {
            "id": "1",
            "金额": "20万元",
            "配合部门": "卫健委、财政局",
            "participants": [
                {"department": "health", "answered": "是"},
                {"department": "finance"},
            ],
        },
        {"id": "2", "配合部门": []},
        {
            "id": "3",
            "金额": "1,000",
            "配合部门": "health|finance",
            "participants": [{"department": "finance"}],
        },
    ]


def test_csv_cells_are_typed_by_the_vocabulary(plan: Plan) -> None:
    """Chinese headings, units and set cells reach the rules."""
    data = "id,金额,配合部门,参与方[0].部门\n1,20万元,卫健委、财政局,卫健委\n"
    (answer,) = evaluate_rows(plan, rows_of(data, "csv"))
    assert isinstance(answer, Answer)
    assert answer.decision.fact("size") == "big"
    assert answer.decision.facts["partners"] == {"health", "finance"}
    assert answer.decision.facts["participants"] == [{"department": "health"}]


def test_a_list_of_records_may_be_json_in_a_cell() -> None:
    """With the strictness of JSON files; text that only begins like a list stays text."""
    cell = '"[{""department"": ""health""}]"'
    data = f"id,participants\n1,{cell}\n2,[{{x}}]\n3,[2024] 15\n4,[1]\n"
    rows = rows_of(data, "csv")
    assert isinstance(rows[0], CaseRow)
    assert rows[0].facts["participants"] == [{"department": "health"}]
    assert isinstance(rows[1], BadRow)
    assert [row.facts["participants"] for row in rows[2:] if isinstance(row, CaseRow)] == [
        "[2024] 15",
        "[1]",
    ]


def test_a_list_given_twice_is_refused() -> None:
    """As JSON and in columns of its own."""
    data = 'participants,participants[0].department\n"[{""answered"": ""是""}]",health\n'
    assert facts_of(data, "csv") == ["participants"]


def test_rows_with_the_wrong_number_of_cells_are_rejected() -> None:
    """With their place and id; a cell over two lines does not shift the places after it."""
    rows = rows_of('id,name\n1,"a\nb"\n2\n3,c,d\n4,e\n', "csv")
    assert [(type(row), row.id, row.place) for row in rows] == [
        (CaseRow, "1", "cases.csv:2"),
        (BadRow, "2", "cases.csv:4"),
        (BadRow, "3", "cases.csv:5"),
        (CaseRow, "4", "cases.csv:6"),
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("id,a,a\n1,2,3\n", ("GC174", 1, 6)),
        ('id\n1\n"2\n3\n', ("GC175", 3, 1)),
        ("id,p[x].y\n", ("GC176", 1, 4)),
        ("\n\n", ("GC163", 1, 1)),
        (b"id,name\n1,ok\n2,\xff\n", ("GC172", 3, 3)),
    ],
)
def test_csv_that_cannot_be_read_on(data: str | bytes, place: tuple[str, int, int]) -> None:
    """Each with line and column."""
    assert problem(data, "csv") == place


def test_a_value_without_a_heading_is_refused() -> None:
    """Empty columns at the end, as spreadsheets leave them, are fine."""
    assert facts_of("id,,\n1,,\n2,x,\n", "csv") == [{"id": "1"}, "case"]


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_csv_gives_back_what_was_written(cells: list[str], delimiter: str) -> None:
    """Any text in any cell, with any delimiter."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    names = [f"k{n}" for n in range(len(cells))]
    writer.writerow([*names, "last"])
    writer.writerow([*cells, "x"])
    wanted = {n: c for n, c in zip(names, cells) if c.strip() and not c.startswith("[")}
    (row,) = rows_of(out.getvalue(), "csv")
    assert isinstance(row, CaseRow) or any(cell.startswith("[") for cell in cells)
    if isinstance(row, CaseRow):
        assert {n: v for n, v in row.facts.items() if n in wanted} == wanted


# deciding


def test_rejected_cases_keep_their_place_and_others_go_on(plan: Plan) -> None:
    """Unreadable rows and cases that do not fit are told alike."""
    data = '{"id": "a", "amount": 300000}\n{bad\n{"id": "c", "amount": -1}\n{"id": "d"}\n'
    first, second, third, fourth = evaluate_rows(plan, rows_of(data, "jsonl"))
    assert isinstance(first, Answer)
    assert isinstance(fourth, Answer)
    assert first.decision.fact("size") == "big"
    assert isinstance(second, Rejected)
    assert (second.place, second.error.name) == ("cases.jsonl:2", "case")
    assert isinstance(third, Rejected)
    assert (third.place, third.id, third.error.name) == ("cases.jsonl:3", "c", "amount")


def test_strict_stops_at_the_first_rejected_case(plan: Plan) -> None:
    """Its error carries the place."""
    with pytest.raises(CaseError, match=r"cases\.jsonl:2: attribute `amount`"):
        list(evaluate_rows(plan, rows_of('{}\n{"amount": -1}\n{}\n', "jsonl"), strict=True))


def test_every_code_of_case_files_is_met() -> None:
    """No text of the catalogue is out of use."""
    met = {"GC170", "GC171", "GC172", "GC173", "GC174", "GC175", "GC176", "GC177"}
    assert met == {code.code for code in codes.CODES}


def test_reading_is_lazy(tmp_path: Path) -> None:
    """The first case is given before the second is looked at."""
    read: list[int] = []

    class Slow(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:  # type: ignore[override]
            read.append(1)
            return super().readline(size)

    rows: Callable[[], CaseRow | BadRow] = iter(
        read_stream(Slow(b"{}\n{}\n{}\n"), "x", format="jsonl")
    ).__next__
    rows()
    assert len(read) == 1


def test_what_is_wrong_with_yaml_is_told_in_chinese_too() -> None:
    """Also after the error went to another process."""
    text = b"- {id: a, urgent: no}\n- {id: b, amount: 5}\n"
    (bad, _) = read_stream(io.BytesIO(text), "cases.yaml", format="yaml")
    error = pickle.loads(pickle.dumps(bad.error))
    assert error.message("en") == str(bad.error)
    assert not re.search(
        r"\b(?!true|false)[a-z]{4,}", re.sub("`[^`]*`", "", error.message("zh-Hans"))
    )
