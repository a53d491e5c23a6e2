"""The JSON Schema takes what loads, and refuses what is wrong in shape."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from kind_texts import VOCABULARY
from shipped import shipped_plan

from govcoord import load_texts
from govcoord.cli.app import make_app
from govcoord.cli.schema import FILE
from govcoord.codes.pages import pages_folder
from govcoord.diagnostics import Collector
from govcoord.rules.conditions import attribute_tests, reader
from govcoord.rules.kinds import all_kinds
from govcoord.rules.load import load_files, ruleset_files
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, read
from govcoord.rules.structure import _ID as READER_ID
from govcoord.schema import document_classes, json_schema
from govcoord.schema.classes import _ID
from govcoord.schema.words import JOINERS, SET_KEYS, TEST_KEYS
from govcoord.testing.documents import test_files

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    path
    for folder in ("rulesets", "examples")
    for path in (*ruleset_files([ROOT / folder]), *test_files([ROOT / folder]))
    # a kind of another package is known where that package is installed
    if "visit_quota" not in path.parts
    and re.search(r"^kind:", path.read_text(encoding="utf-8"), re.MULTILINE)
)

PLAIN = Draft202012Validator(json_schema())
WORDS = Draft202012Validator(json_schema(load_texts({"words.yaml": VOCABULARY}).vocabulary))


def texts(node: Node) -> Any:
    """The data as we read it: every scalar is a text."""
    if isinstance(node, MappingNode):
        return {key: texts(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [texts(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return None if node.is_null else node.value


def as_editors_see(node: Node) -> Any:
    """The data as YAML 1.2 types it: numbers and booleans where they are not quoted."""
    if isinstance(node, MappingNode):
        return {key: as_editors_see(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [as_editors_see(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    if not node.plain or node.is_null:
        return texts(node)
    if node.value.lower() in ("true", "false"):
        return node.value.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", node.value):
        return int(node.value)
    if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", node.value):
        return float(node.value)
    return node.value


def documents(text: str) -> list[Node]:
    collector = Collector()
    nodes = read("x.yaml", text, collector)
    assert len(collector) == 0
    return nodes


def problems(validator: Draft202012Validator, text: str) -> list[str]:
    """What the schema finds in a text, in either view."""
    found = []
    for node in documents(text):
        for data in (texts(node), as_editors_see(node)):
            found += [f"{e.json_path}: {e.message}" for e in validator.iter_errors(data)]
    return found


def test_it_is_a_schema_of_every_kind() -> None:
    """Of the dialect it names, in plain data; every document class is named in it."""
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["properties"]["kind"]["enum"] == [*all_kinds(), "tests"]
    assert {cls.__name__ for cls in document_classes().values()} <= set(schema["$defs"])


def test_every_reference_has_a_definition() -> None:
    """With a vocabulary too."""
    for schema in (json_schema(), json_schema(shipped_plan().vocabulary)):
        text = json.dumps(schema)
        used = set(re.findall(r'"#/\$defs/([^"]+)"', text))
        assert used <= set(schema["$defs"])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_shipped_documents_are_taken(path: Path) -> None:
    """Rulesets and tests of the plan and of the examples, in either view of YAML."""
    assert problems(PLAIN, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("folder", ["rulesets/plan", "examples/permit_receipts"])
def test_shipped_rulesets_are_taken_with_their_own_vocabulary(folder: str) -> None:
    """The attributes in their conditions and the departments they name are known."""
    plan = load_files([ROOT / folder]).plan
    assert plan is not None
    validator = Draft202012Validator(json_schema(plan.vocabulary))
    for path in ruleset_files([ROOT / folder]):
        assert problems(validator, path.read_text(encoding="utf-8")) == [], path.name


def test_the_good_examples_of_the_pages_of_codes_are_taken() -> None:
    """Whatever loads is taken: nothing that an editor marks is right."""
    refused = {}
    for page in sorted(pages_folder().glob("GC*.md")):
        good = page.read_text(encoding="utf-8").partition("\n## 正确做法")[2]
        for block in re.findall(r"^```yaml\n(.*?)^```$", good, re.MULTILINE | re.DOTALL):
            if re.search("^kind:", block, re.MULTILINE) and problems(PLAIN, block):
                refused[page.stem] = problems(PLAIN, block)
    assert refused == {}


def blocks_of_bad(code: str) -> list[str]:
    """The documents of the bad example of a page."""
    page = (pages_folder() / f"{code}.md").read_text(encoding="utf-8")
    bad = page.partition("\n## 错误示例")[2].partition("\n## 正确做法")[0]
    blocks = re.findall(r"^```yaml\n(.*?)^```$", bad, re.MULTILINE | re.DOTALL)
    return [text for block in blocks for text in re.split("^---$", block, flags=re.MULTILINE)]


SHAPES = [
    "GC201",
    "GC202",
    "GC203",
    "GC204",
    "GC229",
    "GC232",
    "GC233",
    "GC239",
    "GC272",
    "GC273",
    "GC276",
]


@pytest.mark.parametrize("code", SHAPES)
def test_the_bad_examples_of_codes_about_shape_are_refused(code: str) -> None:
    """An editor shows them before the check does."""
    assert any(problems(PLAIN, text) for text in blocks_of_bad(code))


@pytest.mark.parametrize("code", ["GC220", "GC221", "GC258"])
def test_the_bad_examples_of_codes_about_words_are_refused_with_a_vocabulary(code: str) -> None:
    """Unknown attributes, values and departments."""
    words, *rules = blocks_of_bad(code)
    vocabulary = load_texts({"words.yaml": words}).vocabulary
    validator = Draft202012Validator(json_schema(vocabulary))
    assert any(problems(validator, text) for text in rules)
    assert not any(problems(PLAIN, text) for text in rules)


HEAD = "kind: table\nid: t\noutputs: {x: text}\n"

BROKEN = {
    "no kind": "id: x\n",
    "unknown kind": "kind: tabel\nid: x\n",
    "kind that is a list": "kind: [table]\nid: x\n",
    "unknown key": HEAD + "rulse: []\n",
    "key of another kind": HEAD + "indicators: {}\n",
    "missing id": "kind: vocabulary\n",
    "missing outputs": "kind: table\nid: t\n",
    "missing key of a rule": HEAD + "rules: [{then: {x: a}}]\n",
    "missing department": "kind: lead_responsibility\nid: l\nrules: [{id: R}]\n",
    "id with a space": "kind: vocabulary\nid: a b\n",
    "id that is a mapping": "kind: vocabulary\nid: {a: b}\n",
    "title that is a list": "kind: vocabulary\nid: v\ntitle: [a]\n",
    "unknown language": "kind: vocabulary\nid: v\ntitle: {fr: mots}\n",
    "choices in a list of lists": "kind: vocabulary\nid: v\ndepartments: [[a]]\n",
    "choices that are a text": "kind: vocabulary\nid: v\ndepartments: civil\n",
    "unknown type": "kind: vocabulary\nid: v\nattributes: {a: {type: day}}\n",
    "minimum without a figure": (
        "kind: vocabulary\nid: v\nattributes: {a: {type: integer, min: low}}\n"
    ),
    "attribute that is a text": "kind: vocabulary\nid: v\nattributes: {a: boolean}\n",
    "record without fields": "kind: vocabulary\nid: v\nrecords: {rs: {each: r}}\n",
    "unknown hit policy": HEAD + "hit: best\n",
    "unknown aggregate": "kind: table\nid: t\noutputs: {x: {type: set, aggregate: join}}\n",
    "condition that is a text": HEAD + "rules: [{id: R, when: always}]\n",
    "condition that is a list": HEAD + "rules: [{id: R, when: [{a: 1}]}]\n",
    "any without a list": HEAD + "rules: [{id: R, when: {any: {a: 1}}}]\n",
    "test with an unknown key": HEAD + "rules: [{id: R, when: {a: {every_of: [b]}}}]\n",
    "no test": HEAD + "rules: [{id: R, when: {a: }}]\n",
    "date that is none": HEAD + "in_force: {from: spring}\n",
    "unknown key of a period": HEAD + "in_force: {since: 2025-01-01}\n",
    "priority that is no number": HEAD + "rules: [{id: R, priority: high}]\n",
    "unknown side": "kind: accountability\nid: a\nrecord: r\ngrounds: [{id: G, side: left}]\n",
    "unknown share": "kind: accountability\nid: a\nrecord: r\nshares: {by: turns}\n",
    "scorecard without rounding": "kind: scorecard\nid: s\nmissing: fail\nindicators: {}\n",
    "digits that are no number": (
        "kind: scorecard\nid: s\nmissing: fail\nindicators: {}\nrounding: {digits: few}\n"
    ),
    "unknown method": (
        "kind: scorecard\nid: s\nmissing: fail\nrounding: {digits: 1}\n"
        "indicators: {a: {weight: 100%, normalise: magic}}\n"
    ),
    "unknown key of a nested indicator": (
        "kind: scorecard\nid: s\nmissing: fail\nrounding: {digits: 1}\n"
        "indicators: {a: {weight: 100%, indicators: {b: {wieght: 100%}}}}\n"
    ),
    "test file without tests": "kind: tests\n",
    "case with an unknown key": "kind: tests\ntests: [{name: a, expected: {x: 1}}]\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_documents_are_refused(name: str) -> None:
    """Unknown and missing keys, wrong shapes, words that are none of the choices."""
    assert problems(PLAIN, BROKEN[name])


LEAD = "kind: lead_responsibility\nid: l\nrules: [{id: R, lead: %s, when: {%s}}]\n"


@pytest.mark.parametrize(
    ("lead", "when", "taken"),
    [
        ("health", "matter: care", True),
        ("卫健", "matter: 养老", True),
        ("health", 'matter: "care, move"', True),
        ("health", "matter: [care, missing]", True),
        ("health", "departments: {all_of: [health, civil], count: '>= 2'}", True),
        ("health", "urgent: true, amount: 20万元以上", True),
        ("health", "not: {any: [{urgent: 是}, {role: lead}]}", True),
        ("helth", "matter: care", False),
        ("health", "mater: care", False),
        ("health", "matter: caer", False),
        ("health", "matter: {any_of: [care]}", False),
        ("health", "urgent: maybe", False),
        ("health", "any: [{matter: caer}]", False),
    ],
)
def test_a_vocabulary_names_departments_attributes_and_choices(
    lead: str, when: str, taken: bool
) -> None:
    """By id, title or alias; what is composed of several is left to the check."""
    text = LEAD % (lead, when)
    assert (problems(WORDS, text) == []) is taken
    assert problems(PLAIN, text) == [] or not taken


def test_the_words_of_a_vocabulary_are_enums() -> None:
    """Ids come first, as editors offer them in order; attributes say what they are."""
    schema = json_schema(load_texts({"words.yaml": VOCABULARY}).vocabulary)
    listed = schema["$defs"]["words.departments"]["enum"]
    assert listed[:2] == ["committee", "supervisor"]
    assert "卫健" in listed
    attribute = schema["$defs"]["condition"]["properties"]["amount"]
    assert "quantity" in attribute["description"]
    record = schema["$defs"]["AccountabilityDocument"]["properties"]["record"]
    assert record == {"enum": ["participant"]}


def test_keys_of_conditions_are_those_that_are_read() -> None:
    assert set(JOINERS) == set(reader._SPECIAL)
    assert set(SET_KEYS) == set(attribute_tests._SET_KEYS)
    assert set(TEST_KEYS) == set(attribute_tests._JOINERS)


@pytest.mark.parametrize("id_", ["a", "LR-010", "方案2.2", "a/b", "_x", "协·同", "a.b"])
def test_ids_that_are_read_fit_the_pattern(id_: str) -> None:
    assert READER_ID.match(id_)
    assert re.search(_ID, id_)


@pytest.mark.parametrize("id_", ["", "-a", "a b", "a,b", "a:b", "(a)", "a#"])
def test_ids_that_are_not_read_do_not(id_: str) -> None:
    assert not READER_ID.match(id_)
    assert not re.search(_ID, id_)


def test_classes_say_what_they_are() -> None:
    """Descriptions come from the docstrings, without their markup."""
    defs = json_schema()["$defs"]
    assert defs["VocabularyDocument"]["description"].startswith("A document of kind `vocabulary`")
    assert all(d["description"] for d in defs.values() if d.get("type") == "object")


def test_the_command_prints_or_writes_it(tmp_path: Path) -> None:
    """With a vocabulary its words are part of it."""
    run = CliRunner().invoke
    assert json.loads(run(make_app("en"), ["schema"]).stdout) == json_schema()
    (tmp_path / "words.yaml").write_text(VOCABULARY, encoding="utf-8")
    folder = tmp_path / "made" / "here"
    args = ["schema", "--vocabulary", str(tmp_path / "words.yaml"), "--output", str(folder)]
    done = run(make_app("zh-Hans"), args)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr.startswith("已写入 ")
    written = json.loads((folder / FILE).read_text(encoding="utf-8"))
    assert "words.departments" in written["$defs"]


def test_the_command_needs_a_sound_vocabulary(tmp_path: Path) -> None:
    """Its errors are shown, and nothing is printed."""
    (tmp_path / "words.yaml").write_text("kind: vocabulary\nid: v\nlevls: {}\n", encoding="utf-8")
    args = ["schema", "--vocabulary", str(tmp_path / "words.yaml")]
    done = CliRunner().invoke(make_app("en"), args)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "GC202" in done.stderr
