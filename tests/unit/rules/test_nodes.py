"""Reading YAML text into located nodes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govcoord.diagnostics import Collector, Diagnostic
from govcoord.rules.reading import nodes as nodes_module
from govcoord.rules.reading.nodes import (
    Limits,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    read,
    read_path,
)
from govcoord.rules.reading.surprises import surprise

CORPUS = Path(__file__).parents[2] / "corpus" / "reading"


def reading(data: str | bytes, **limits: int) -> tuple[list[Node], tuple[Diagnostic, ...]]:
    """The nodes and the problems of a text."""
    collector = Collector()
    return read("a.yaml", data, collector, limits=Limits(**limits)), collector.sorted()


def clean(data: str) -> Node:
    """The only document of a text without problems."""
    documents, problems = reading(data)
    assert [str(problem) for problem in problems] == []
    assert len(documents) == 1
    return documents[0]


def marked(data: str | bytes, **limits: int) -> list[tuple[str, str]]:
    """Code and underlined text of each problem."""
    problems = reading(data, **limits)[1]
    return [(problem.code, problem.span.text if problem.span else "") for problem in problems]


def plain(node: Node | None) -> object:
    """A node as simple values."""
    if isinstance(node, MappingNode):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return node.value


def scalar(data: str) -> ScalarNode:
    """The value of the key ``k``."""
    root = clean(data)
    assert isinstance(root, MappingNode)
    node = root.get("k")
    assert isinstance(node, ScalarNode)
    return node


CASES = sorted(path.name for path in CORPUS.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_corpus(case: str, refresh_corpus: bool) -> None:
    """Each broken file gives exactly the problems that stand beside it."""
    file = next((CORPUS / case).glob("bad.*"))
    collector = Collector()
    read(file.name, file.read_bytes(), collector)
    actual = "".join(f"{problem}\n" for problem in collector.sorted())
    expected = CORPUS / case / "expected.txt"
    if refresh_corpus:
        expected.write_text(actual, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == actual


@pytest.mark.parametrize("case", CASES)
def test_corpus_renders(case: str) -> None:
    """The problems of each broken file can be shown at length in all languages."""
    file = next((CORPUS / case).glob("bad.*"))
    collector = Collector()
    read(file.name, file.read_bytes(), collector)
    for problem in collector.sorted():
        assert problem.code in problem.render("zh-Hans")
        assert problem.code in problem.render("zh-Hant")


def test_texts_stay_texts() -> None:
    """Nothing is interpreted: numbers, dates, booleans and null stay as written."""
    text = "a: 1\nb: 2025-01-02\nc: true\nd: ~\ne: 1.50\nf: .inf\ng:\nh: '是'\n"
    assert plain(clean(text)) == {
        "a": "1",
        "b": "2025-01-02",
        "c": "true",
        "d": "~",
        "e": "1.50",
        "f": ".inf",
        "g": "",
        "h": "是",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [("k:", True), ("k: ~", True), ("k: null", True), ("k: Null", True), ("k: NULL", True),
     ("k: 'null'", False), ("k: ''", False), ("k: nUll", False), ("k: 0", False),
     ("k: !!str null", False), ("k: !!str", False)],
)  # fmt: skip
def test_is_null(text: str, expected: bool) -> None:
    """Only nothing, ``~`` and an unquoted null are null."""
    assert scalar(text).is_null is expected


def test_plain_tells_quotes() -> None:
    """``plain`` is true for text without quotes only."""
    texts = ("k: a", "k: 'a'", 'k: "a"', "k: |\n  a", "k: !!str a")
    assert [scalar(text).plain for text in texts] == [True, False, False, False, False]


def test_order_and_lookup() -> None:
    """A mapping keeps its order and finds keys with their places."""
    root = clean("b: 1\na: [x, y]\n")
    assert isinstance(root, MappingNode)
    assert list(root.entries) == ["b", "a"]
    assert root.key_span("a").text == "a"
    assert root.get("nothing") is None
    with pytest.raises(KeyError):
        root.key_span("nothing")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k: civil affairs  # note\n", "civil affairs"),
        ("k: '养老 服务'\n", "'养老 服务'"),
        ('牵头: x\nk: "a\\nb"\n', '"a\\nb"'),
        ("k:\nj: 1\n", ""),
        ("k: &x here\n", "&x here"),
        ("k: one\n  two\n", "one\n  two"),
        ("\r\nk: v\r\n", "v"),
    ],
)
def test_scalar_spans(text: str, expected: str) -> None:
    """The span of a scalar covers what is written, quotes included."""
    assert scalar(text).span.text == expected


def test_collection_spans() -> None:
    """Brackets are covered whole; a block is covered on its first line only."""
    root = clean("a:\n  - x: 1  \n    y: 2\n  - z\nb: [1, [2]]\nc: {d: e}\n")
    assert isinstance(root, MappingNode)
    block = root.get("a")
    assert isinstance(block, SequenceNode)
    assert root.span.text == "a:"
    assert block.span.text == "- x: 1"
    assert block.items[0].span.text == "x: 1"
    flows = [node.span.text for key in "bc" if (node := root.get(key))]
    assert flows == ["[1, [2]]", "{d: e}"]


def test_documents() -> None:
    """One node per document; empty documents are left out."""
    documents, problems = reading("---\n---\na: 1\n...\n---\n# none\n---\n- b\n--- c\n")
    assert [plain(node) for node in documents] == [{"a": "1"}, ["b"], "c"]
    assert problems == ()


def test_alias_shares_the_node() -> None:
    """An alias is the very node it refers to, place included."""
    root = clean("a: &x [1]\nb: *x\n")
    assert isinstance(root, MappingNode)
    assert root.get("a") is root.get("b")


def test_anchors_end_with_their_document() -> None:
    """An alias does not reach into an earlier document."""
    assert marked("a: &x 1\n---\nb: *x\n") == [("GC134", "*x")]


def test_reading_goes_on_after_a_broken_document() -> None:
    """What stands before and after a document that is not well-formed still counts."""
    documents, problems = reading("id: 1\n---\nid: [2\n---\nid: 3\n---\nid: 'x\n---\nid: yes\n")
    assert [plain(node) for node in documents] == [{"id": "1"}, {"id": "3"}, {"id": "yes"}]
    assert [(p.code, str(p.span)) for p in problems] == [
        ("GC104", "a.yaml:3:5"),
        ("GC103", "a.yaml:7:5"),
        ("GC140", "a.yaml:9:5"),
    ]


def test_half_a_document_is_no_document() -> None:
    """A document that breaks after its first value is left out as a whole."""
    assert reading("[a]]")[0] == []
    assert reading("a\nb: 1")[0] == []


def test_all_recoverable_problems_come_in_one_run() -> None:
    """Duplicates, tags, surprises, merge keys and odd keys are all found at once."""
    text = "a: yes\na: 1\n<<: {b: 010}\n[c]: d\ne: !t 12:30\nf: *g\n? 1_0\n: h\n"
    assert marked(text) == [
        ("GC140", "yes"),
        ("GC130", "a"),
        ("GC133", "<<"),
        ("GC142", "010"),
        ("GC131", "[c]"),
        ("GC132", "!t"),
        ("GC141", "!t 12:30"),
        ("GC134", "*g"),
        ("GC143", "1_0"),
    ]


def test_duplicate_key_shows_the_first() -> None:
    """A duplicate key points to the first, which is the one that is kept."""
    documents, (problem,) = reading("id: a\nx: 1\n'id': b\n")
    assert problem.span is not None
    assert problem.span.text == "'id'"
    assert [related.span.line for related in problem.related] == [1]
    assert plain(documents[0]) == {"id": "a", "x": "1"}


@pytest.mark.parametrize("text", ["a: true", "a: False", "a: 'yes'", "a: 是", "a: null", "a: 0",
                                  "a: 0.5", "a: -1", "a: 2025-01-02", "a: no one", "a: 1:x",
                                  "a: v1_0", "a: 12:345", "a: +", "a: 1e3"])  # fmt: skip
def test_no_surprise(text: str) -> None:
    """Text that every reader takes alike is accepted."""
    clean(text)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("yes", "true"), ("Off", "false"), ("NO", "false"), ("oN", "true"), ("12:30", "750"),
     ("1:30:00", "5400"), ("-1:30", "-90"), ("1:30.5", "90.5"), ("09:30", "570"), ("010", "8"),
     ("0571", "377"), ("089", "89"), ("-017", "-15"), ("0o17", "15"), ("0x1F", "31"),
     ("0b11", "3"), ("1_000", "1000"), ("1_000.50", "1000.50"), ("0_1", "1")],
)  # fmt: skip
def test_surprise(text: str, meaning: str) -> None:
    """The message names what other readers would make of the text."""
    found = surprise(text)
    assert found is not None
    assert found[1]["meaning"] == meaning


def test_surprise_in_keys() -> None:
    """A key is as much at risk as a value."""
    assert marked("on: 1\n12:30: 2\n") == [("GC140", "on"), ("GC141", "12:30")]


@given(st.text("0123456789+-_:.xXoObBeE aAfF", max_size=45))
def test_surprise_never_fails(text: str) -> None:
    """Any text that looks like a number can be judged."""
    surprise(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: a\n标题：养老\nkind: x\n", ("GC109", "：")),
        ("标题：养老\nkind: x\n", ("GC109", "：")),
        ("标题：养老", ("GC109", "：")),
        ("id: a\nlead:\u3000民政\nkind: x\n", ("GC110", "\u3000")),
        ("\u3000id: a\n", ("GC110", "\u3000")),
        ("title: “a: b”", ("GC109", "“")),
        ("－ a\n－ b\n", ("GC109", "－")),
        ("title:养老", ("GC111", "title:")),
    ],
)
def test_full_width_slips(text: str, expected: tuple[str, str]) -> None:
    """Full-width punctuation in place of YAML's own is named and underlined."""
    assert marked(text) == [expected]


@pytest.mark.parametrize("text", ["a: '注意：先办，后批'", "a: 注意：先办，后批", "标题：x: 1",
                                  "a: [\"甲，乙\"]", "a: |\n  甲：乙"])  # fmt: skip
def test_full_width_text_is_fine(text: str) -> None:
    """Full-width punctuation inside a value is just text."""
    clean(text)


def test_full_width_comma_in_brackets_is_a_warning() -> None:
    """A comma that does not separate is pointed out, and reading goes on."""
    documents, (problem,) = reading("a: [甲，乙]")
    assert (problem.code, problem.severity) == ("GC136", "warning")
    assert plain(documents[0]) == {"a": ["甲，乙"]}


def test_a_full_width_colon_that_leaves_a_key_without_value_is_an_error() -> None:
    """`{a：b}` is a key and no value: nobody means that, and the test that was meant is lost."""
    for text, column in (("{事项：加装, 金额: 1}", 4), ("x: {金额: 1, 事项：加装}", 14)):
        _, (problem,) = reading(text)
        assert problem.span is not None
        assert (problem.code, problem.severity, problem.span.column) == ("GC109", "error", column)


def test_a_full_width_colon_in_a_name_that_has_a_value_is_a_warning() -> None:
    """`{满意度：样本量: 20}` is a name with a value, and may be meant."""
    documents, (problem,) = reading("{满意度：样本量: 20}")
    assert (problem.code, problem.severity) == ("GC136", "warning")
    assert plain(documents[0]) == {"满意度：样本量": "20"}


def test_byte_order_mark_is_a_warning() -> None:
    """Reading goes on after a byte order mark, and columns do not count it."""
    documents, (problem,) = reading("\ufeffa: 1".encode())
    assert (problem.code, problem.severity) == ("GC122", "warning")
    root = documents[0]
    assert isinstance(root, MappingNode)
    assert root.key_span("a").column == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "utf-32-be"])
def test_other_unicode_encodings(encoding: str) -> None:
    """UTF-16 and UTF-32 are recognised by their mark and named."""
    mark = "\ufeff" if encoding.endswith("be") else ""
    documents, (problem,) = reading(f"{mark}a: 1".encode(encoding))
    assert documents == []
    assert problem.code == "GC121"
    assert encoding[:6].upper() in problem.message()


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [("标题: 养老服务", "gbk", "GBK"), ("標題: 養老服務", "big5", "Big5")],
)
def test_chinese_encodings(text: str, encoding: str, name: str) -> None:
    """A file in an older Chinese encoding is named as such and shown readably."""
    (problem,) = reading(f"id: a\n{text}".encode(encoding))[1]
    assert problem.code == "GC126"
    assert name in problem.message()
    assert text in problem.render()


def test_invalid_utf8_has_a_place() -> None:
    """A byte that is no UTF-8 is shown at its line and column."""
    (problem,) = reading("id: a\n标题: 养".encode() + b"\xff\n")[1]
    assert problem.code == "GC120"
    assert str(problem.span) == "a.yaml:2:6"


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_unusual_breaks_do_not_shift_lines(char: str) -> None:
    """Breaks that only YAML knows are refused, and lines after them keep their numbers."""
    problems = reading(f"a: 'x{char}y'\nb: yes\n")[1]
    assert [(p.code, str(p.span)) for p in problems] == [
        ("GC125", "a.yaml:1:6"),
        ("GC140", "a.yaml:2:4"),
    ]


def test_lone_surrogate() -> None:
    """Half a character in a str is a problem with a place, not a crash."""
    assert marked("a: \ud800\n") == [("GC123", "\ud800")]


@pytest.mark.parametrize(
    ("text", "limits", "expected"),
    [
        ("[" * 100_000, {}, "GC151"),
        ("- " * 100_000, {}, "GC151"),
        ("{a: " * 100_000, {}, "GC151"),
        ("? " * 100_000, {}, "GC151"),
        ("a: 1", {"max_bytes": 3}, "GC150"),
        ("a: 好", {"max_bytes": 5}, "GC150"),
        ("[1, 2, 3]", {"max_nodes": 3}, "GC152"),
        ("a: &x [1, 2]\nb: *x\nc: *x", {"max_alias_nodes": 5}, "GC153"),
        ("a: &x [[1]]\nb: &y [*x]\nc: [*y]", {"max_depth": 4}, "GC151"),
    ],
)
def test_limits(text: str, limits: dict[str, int], expected: str) -> None:
    """What goes over a limit is one diagnostic."""
    documents, problems = reading(text, **limits)
    assert documents == []
    assert [problem.code for problem in problems] == [expected]


def test_limits_are_reached_exactly() -> None:
    """What stays just inside a limit is read."""
    text = "a: &x [1, 2]\nb: *x\nc: [[[4]]]"
    size = len(text)
    documents, problems = reading(
        text, max_alias_nodes=3, max_depth=4, max_bytes=size, max_nodes=13
    )
    assert problems == ()
    assert len(documents) == 1


def test_alias_bomb_is_not_expanded() -> None:
    """Nested aliases are counted, not built."""
    text = "".join(
        f"a{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9) if n else '1'}]\n" for n in range(60)
    )
    assert [code for code, _ in marked(text)] == ["GC153"]


def test_too_many_problems_stop_reading() -> None:
    """After a great many problems reading stops and says so."""
    problems = reading("- yes\n" * 50, max_problems=10)[1]
    assert [problem.code for problem in problems].count("GC140") == 10
    assert problems[-1].code == "GC154"


def test_empty_file_is_a_warning() -> None:
    """A file that holds nothing is pointed out."""
    for text in ("", "# note\n", "---\n", " \n\n"):
        documents, problems = reading(text)
        assert documents == []
        assert [problem.code for problem in problems] == ["GC163"]


def test_read_path(tmp_path: Path) -> None:
    """A file is read, and its source is named as the path was given."""
    file = tmp_path / "规则.yaml"
    file.write_text("a: yes\n", encoding="utf-8")
    collector = Collector()
    assert [plain(node) for node in read_path(file, collector)] == [{"a": "yes"}]
    (problem,) = collector.sorted()
    assert str(problem.span) == f"{file.as_posix()}:1:4"


def test_read_path_without_a_file(tmp_path: Path) -> None:
    """A missing file and a folder are diagnostics that name the path."""
    collector = Collector()
    assert read_path(tmp_path / "none.yaml", collector) == []
    assert read_path(tmp_path, collector) == []
    assert {problem.code for problem in collector.sorted()} == {"GC160", "GC161"}
    for problem in collector.sorted():
        assert tmp_path.as_posix() in problem.render()


def test_read_path_with_an_impossible_name() -> None:
    """A path that no system takes is a diagnostic."""
    collector = Collector()
    assert read_path(Path("a\0b"), collector) == []
    assert [problem.code for problem in collector.sorted()] == ["GC162"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user with limited rights"
)
def test_read_path_without_permission(tmp_path: Path) -> None:
    """A file that may not be read is a diagnostic."""
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    file.chmod(0)
    collector = Collector()
    assert read_path(file, collector) == []
    assert [problem.code for problem in collector.sorted()] == ["GC162"]


YAML_LIKE = st.text(
    st.sampled_from("ab01 \n\t-:?,[]{}#&*!|>'\"%@`\\~<_.。：，“　\r\x85\u2028\x00\ufeff\ud800养"),
    max_size=60,
)


def check_total(data: str | bytes) -> None:
    """Reading gives nodes, an error, or the note that there is nothing; places are inside."""
    documents, problems = reading(data)
    severities = {problem.severity for problem in problems}
    assert documents or "error" in severities or "GC163" in {p.code for p in problems}
    for problem in problems:
        problem.render()
        str(problem)
        problem.to_dict("zh-Hans")
    pending = list(documents)
    while pending:
        node = pending.pop()
        assert 1 <= node.line <= node.end_line
        assert node.span.line == node.line
        if isinstance(node, SequenceNode):
            pending += node.items
        elif isinstance(node, MappingNode):
            pending += [child for pair in node.entries.values() for child in pair]


@settings(max_examples=300)
@example("%x")
@example("? - a: [")
@example('"\\')
@example("a: !<tag:x> b")
@example("- &a\n- *a")
@given(st.one_of(st.text(), YAML_LIKE))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes reading raise, and none passes without nodes or a problem."""
    check_total(text)


@given(st.one_of(st.binary(), YAML_LIKE.map(lambda text: text.encode("gb18030", "replace"))))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes make reading raise, and none pass without nodes or a problem."""
    check_total(data)


@given(YAML_LIKE)
def test_both_parsers_are_handled(text: str) -> None:
    """The slower parser in Python is handled as well as the fast one."""
    import yaml

    fast = nodes_module._PARSER
    try:
        nodes_module._PARSER = yaml.SafeLoader
        check_total(text)
    finally:
        nodes_module._PARSER = fast


WORDS = st.text(st.characters(codec="utf-8", categories=("L",)), min_size=1, max_size=8)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)
)


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read(value: dict[str, object]) -> None:
    """Quoted text in brackets comes back exactly, with no problem."""
    import json

    assert plain(clean(json.dumps(value, ensure_ascii=False))) == value
