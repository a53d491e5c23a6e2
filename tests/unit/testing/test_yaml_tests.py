"""Tests of rulesets in YAML: what they can expect, and what is said when it does not come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shipped import shipped_plan

from govcoord.codes import tests_files
from govcoord.diagnostics import Collector
from govcoord.testing.reports import junit, text_of
from govcoord.testing.yaml_tests import Report, collect_tests, run_tests

RULES = (Path(__file__).parents[1] / "cli" / "small" / "rules.yaml").read_text("utf-8")

CARE = "{domain: elderly_care, amount: 5}"
BOTH = """{domain: elderly_care, participants: [
  {department: health, answered: false}, {department: civil_affairs, answered: true}]}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small ruleset."""
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    return tmp_path


def run(folder: Path, text: str) -> Report:
    """Run a test file with this text."""
    (folder / "x.test.yaml").write_text(text, "utf-8")
    return run_tests([folder])


def expect(folder: Path, case: str, expected: str) -> Report:
    """Run one test."""
    text = f"kind: tests\ntests:\n  - name: one\n    case: {case}\n    expect: {expected}\n"
    return run(folder, text)


FITS = [
    (CARE, "{leader: civil_affairs}"),
    (CARE, "{leader: 民政局, 牵头部门: civil_affairs}"),
    (CARE, "{amount: 5元, domain: 养老服务}"),
    (CARE, "{size: null}"),
    (CARE, "{absent: [size, lead, liabilities]}"),
    (CARE, "{outcome: {leading: decided, size: none}}"),
    (CARE, "{rules: [R1]}"),
    (CARE, "{rules: {includes: [R1], excludes: [C1, R2]}}"),
    (CARE, "{undetermined: [silence], conflict: []}"),
    (CARE, "{lead: null, supports: [], liabilities: null, joint_required: null}"),
    ("{domain: environment}", "{undetermined: [leading, amount, 金额]}"),
    ("{domain: environment}", "{outcome: {leading: undetermined}}"),
    ("{domain: environment, amount: 5, participants: []}", "{undetermined: []}"),
    ("{amount: 100万元}", "{conflict: [size], absent: [size], outcome: {size: conflict}}"),
    (BOTH, "{outcome: {silence: [decided, decided]}}"),
    (BOTH, "{outcome: {silence: decided}}"),
    (BOTH, "{participants: [{silent: true, department: 卫健委}, {silent: false}]}"),
    (BOTH, "{参与方: [{}, {silent: true}]}"),
    ("{partners: [health, 民政局]}", "{partners: [民政局, 卫健委]}"),
    ("{partners: [health, 民政局]}", "{partners: {includes: [卫健委], excludes: [government]}}"),
    ("{partners: [health, 民政局]}", "{partners: {count: 2}}"),
    ("{amount: -1}", "{rejected: amount}"),
    ("{amount: -1}", "{rejected: 金额}"),
    ("{amonut: 1}", "{rejected: amonut}"),
    ("{amount: x}", "{rejected: true}"),
    ("{}", "{rejected: false, outcome: {size: undetermined}}"),
]


@pytest.mark.parametrize(("case", "expected"), FITS)
def test_what_fits(folder: Path, case: str, expected: str) -> None:
    """Ids or titles; partial; nothing is nothing."""
    report = expect(folder, case, expected)
    assert [d.render() for d in report.diagnostics] == []
    assert [text_of(result) for result in report.failed] == []
    assert report.ok


MISFITS = [
    (CARE, "{leader: health}", "leader"),
    (CARE, "{leader: null}", "leader"),
    (CARE, "{size: big}", "size"),
    (CARE, "{absent: [leader]}", "absent"),
    (CARE, "{outcome: {size: decided}}", "outcome"),
    (CARE, "{rules: [R2]}", "rules"),
    (CARE, "{rules: {excludes: [R1]}}", "rules"),
    (CARE, "{undetermined: []}", "undetermined"),
    (CARE, "{undetermined: [leading]}", "undetermined"),
    (CARE, "{conflict: [size]}", "conflict"),
    ("{amount: 100万元}", "{conflict: []}", "conflict"),
    ("{amount: 100万元}", "{rules: [C1]}", "rules"),
    (CARE, "{lead: health}", "lead"),
    (CARE, "{rejected: amount}", "rejected"),
    ("{amount: -1}", "{rejected: domain}", "rejected"),
    ("{amount: -1}", "{leader: health}", "rejected"),
    (BOTH, "{participants: [{silent: true}]}", "participants"),
    (BOTH, "{participants: [{silent: true}, {silent: true}]}", "participants"),
    (BOTH, "{outcome: {silence: [decided]}}", "outcome"),
    ("{partners: [health]}", "{partners: [health, civil_affairs]}", "partners"),
    ("{partners: [health]}", "{partners: {count: 2}}", "partners"),
    ("{partners: [health]}", "{partners: {excludes: [卫健委]}}", "partners"),
]


@pytest.mark.parametrize(("case", "expected", "key"), MISFITS)
def test_what_does_not_fit(folder: Path, case: str, expected: str, key: str) -> None:
    """Exactly one line of the expectations is not met, and it is named."""
    report = expect(folder, case, expected)
    assert report.errors == ()
    (result,) = report.failed
    assert [mismatch.key for mismatch in result.mismatches] == [key]


BROKEN = [
    ("{leeder: health}", "GC280", "leeder", "leader"),
    ("{leader: helth}", "GC285", "helth", None),
    ("{amount: soon}", "GC285", "soon", None),
    ("{rules: [R0]}", "GC284", "R0", None),
    ("{outcome: {leadin: decided}}", "GC284", "leadin", "leading"),
    ("{outcome: {leading: decidd}}", "GC201", "decidd", "decided"),
    ("{outcome: decided}", "GC201", "decided", None),
    ("{conflict: [sizes]}", "GC284", "sizes", "size"),
    ("{undetermined: [amuont]}", "GC284", "amuont", "amount"),
    ("{absent: [leadr]}", "GC284", "leadr", "lead"),
    ("{participants: [{silnt: true}]}", "GC284", "silnt", "silent"),
    ("{participants: [health]}", "GC201", "health", None),
    ("{rules: {only: [R1]}}", "GC201", "{", None),
    ("null", "GC282", "name", None),
]


@pytest.mark.parametrize(("expected", "code", "text", "suggestion"), BROKEN)
def test_expectations_that_make_no_sense(
    folder: Path, expected: str, code: str, text: str, suggestion: str | None
) -> None:
    """A typing mistake cannot make a test pass: it is an error with its place."""
    report = expect(folder, CARE, expected)
    (error,) = report.errors
    assert error.code == code
    assert error.span is not None
    assert error.span.text.startswith(text)
    assert error.suggestion == suggestion
    assert report.results == ()
    assert not report.ok


def test_tables_of_boundaries(folder: Path) -> None:
    """Columns are facts, fields of records, or expectations; null takes a fact away."""
    report = run(
        folder,
        """
kind: tests
tests:
  - name: money
    case: {domain: environment, participants: [{department: health}]}
    table:
      columns: [amount, "participants[0].answered", expect.level, expect.participants]
      rows:
        - [199999.99, false, district, [{silent: true}]]
        - [200000, true, city, [{silent: false}]]
        - [null, null, null, [{}]]
""",
    )
    assert report.ok
    assert [result.name for result in report.results] == ["money [1]", "money [2]", "money [3]"]
    assert [result.test.span.line for result in report.results if result.test.span] == [9, 10, 11]


def test_rows_do_not_share_records(folder: Path) -> None:
    """What one row writes into a record is not there in the next."""
    report = run(
        folder,
        """
kind: tests
tests:
  - name: t
    case: {participants: [{department: health}]}
    table:
      columns: ["participants[1].answered", expect.participants]
      rows:
        - [false, [{department: health}, {silent: true}]]
        - [true, [{department: health}, {silent: false}]]
""",
    )
    assert report.ok


def test_several_cases_with_one_expectation(folder: Path) -> None:
    """Each adds to what they share."""
    report = run(
        folder,
        """
kind: tests
tests:
  - name: city
    case: {domain: environment}
    cases: [{amount: 20万元}, {amount: 30万元}, {domain: elderly_care}]
    expect: {level: city}
""",
    )
    assert len(report.passed) == 3


def test_the_day_of_a_test_and_of_the_file(folder: Path) -> None:
    """The test's own day wins, and the case's own day wins over both."""
    report = run(
        folder,
        """
kind: tests
as_of: 2025-01-01
tests:
  - {name: a, case: {}, expect: {as_of: 2025-01-01}}
  - {name: b, case: {}, as_of: 2025-02-01, expect: {as_of: 2025-02-01}}
  - {name: c, case: {as_of: 2025-03-01}, expect: {as_of: 2025-03-01}}
""",
    )
    assert report.ok


def test_rulesets_are_named_or_stand_beside(folder: Path) -> None:
    """Relative to the test file; `plan` is the library's own; by default the folder."""
    below = folder / "tests"
    below.mkdir()
    one = "tests: [{name: a, case: {domain: elderly_care}, expect: {leader: 民政局}}]\n"
    (below / "a.test.yaml").write_text(f"kind: tests\nruleset: ../rules.yaml\n{one}", "utf-8")
    assert run_tests([below]).ok
    (below / "a.test.yaml").write_text(f"kind: tests\n{one}", "utf-8")
    assert [d.code for d in run_tests([below]).errors] == ["GC270"]
    two = "tests: [{name: a, case: {}, expect: {outcome: {negative_list: undetermined}}}]\n"
    (below / "a.test.yaml").write_text(f"kind: tests\nruleset: plan\n{two}", "utf-8")
    assert run_tests([below]).errors == ()


STRUCTURE = [
    ("kind: tests\ntests: []\n", "GC287"),
    ("kind: table\n", "GC287"),
    ("", "GC163"),
    ("kind: tests\n", "GC203"),
    ("kind: tests\ntests: [{name: a, expect: {leader: health}}]\n", "GC281"),
    ("kind: tests\ntests: [{name: a, case: {}}]\n", "GC282"),
    (
        "kind: tests\ntests: [{name: a, cases: [{}], table: {columns: [], rows: []}, "
        "expect: {leader: health}}]\n",
        "GC281",
    ),
    (
        "kind: tests\ntests: [{name: a, table: {columns: [amount], rows: [[1, 2]]}, "
        "expect: {size: big}}]\n",
        "GC283",
    ),
    ("kind: tests\ntests: [{name: a, case: 5, expect: {size: big}}]\n", "GC201"),
    ("kind: tests\ntests: [{name: a, case: {}, expcet: {size: big}}]\n", "GC202"),
    ("kind: tests\ntests: [{name: a, case: {urgent: no}, expect: {size: big}}]\n", "GC140"),
    (
        "kind: tests\ntests:\n- {name: a, case: {}, expect: {size: null}}\n"
        "- {name: a, case: {}, expect: {size: null}}\n",
        "GC286",
    ),
]


@pytest.mark.parametrize(("text", "code"), STRUCTURE)
def test_problems_of_test_files(folder: Path, text: str, code: str) -> None:
    """Each is a diagnostic with a place, never an exception."""
    report = run(folder, text)
    assert code in {d.code for d in report.diagnostics}
    assert all(d.span is not None for d in report.diagnostics)


def test_what_can_be_expected_is_told_in_whole_names(folder: Path) -> None:
    """The common ones first; `lede` is meant to be `lead`."""
    text = "kind: tests\nruleset: [plan]\ntests:\n- {name: a, case: {}, expect: {lede: health}}\n"
    (found,) = run(folder, text).errors
    assert found.suggestion == "lead"
    hint = found.hint()
    assert hint is not None
    assert "joint_required, lead, supports, liabilities, " in hint
    names = hint.partition("known here: ")[2].removesuffix(", …").split(", ")
    assert set(names) <= {*shipped_plan().views, *shipped_plan().vocabulary.attributes}


def test_places_have_no_detours(folder: Path) -> None:
    """`../rules.yaml` is shown as a reader would look for it."""
    (folder / "drafts").mkdir()
    (folder / "drafts" / "y.test.yaml").write_text(
        "kind: tests\nruleset: [../rules.yaml]\n"
        "tests:\n- {name: a, case: {amount: 5}, expect: {size: big}}\n",
        "utf-8",
    )
    (test,) = collect_tests([folder / "drafts"], Collector())
    assert test.rulesets == ((folder / "rules.yaml").as_posix(),)


PILOTS = """
kind: vocabulary
id: words
regions: {south: 南城, north: 北城}
attributes: {region: {type: choice, of: regions}, urgent: {type: boolean}}
---
kind: table
id: speed
source: rule 1
hit: unique
outputs: {days: {type: integer}}
rules: [{id: R1, when: {urgent: 是}, then: {days: 5}}]
"""
PILOT = """---
kind: table
id: trial
extends: speed
source: trial 1
stage: pilot
jurisdiction: [south]
in_force: {to: 2026-12-31}
rules: [{id: T1, when: {urgent: 是}, then: {days: 3}}]
"""


def asked_of_pilots(days: int, *, pilot: bool) -> str:
    asked = ", pilot: 是" if pilot else ""
    case = "{region: south, urgent: 是}"
    return (
        "kind: tests\nas_of: 2026-01-05\ntests:\n"
        f"  - {{name: a{asked}, case: {case}, expect: {{days: {days}}}}}\n"
    )


@pytest.mark.parametrize(
    ("days", "pilot", "ok"), [(5, False, True), (3, True, True), (5, True, False)]
)
def test_a_test_may_ask_the_rules_on_trial(
    tmp_path: Path, days: int, pilot: bool, ok: bool
) -> None:
    """Without `pilot` the rules in force answer, with it those on trial beside them."""
    (tmp_path / "rules.yaml").write_text(PILOTS + PILOT, "utf-8")
    assert run(tmp_path, asked_of_pilots(days, pilot=pilot)).ok is ok


def test_a_test_of_a_pilot_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It would test the rules in force without saying so."""
    (tmp_path / "rules.yaml").write_text(PILOTS, "utf-8")
    assert [d.code for d in run(tmp_path, asked_of_pilots(3, pilot=True)).errors] == ["GC289"]


def test_a_column_may_name_a_fact_of_a_mapping(tmp_path: Path) -> None:
    """`facts.amount` changes one fact of what all rows share, and `null` takes it away."""
    text = (
        "kind: tests\nruleset: plan\nas_of: 2025-08-29\ntests:\n"
        "  - name: a\n    mechanism: tolerance_finding\n"
        "    case: {facts: {tolerance_claimed: 2025-08-04, lawful: 是}}\n"
        "    table:\n      columns: [facts.lawful, facts.tolerance_claimed, expect.status]\n"
        "      rows: [[否, 2025-08-04, proposed], [是, null, not_applicable]]\n"
    )
    assert run(tmp_path, text).ok


def test_no_test_files(tmp_path: Path) -> None:
    """A folder without any is an error, as is a file that is not there."""
    assert [d.code for d in run_tests([tmp_path]).errors] == ["GC288"]
    assert [d.code for d in run_tests([tmp_path / "x.test.yaml"]).errors] == ["GC160"]


def test_every_code_is_met() -> None:
    """No text of the catalogue is out of use."""
    met = {code for _, code in STRUCTURE} | {code for _, code, *_ in BROKEN} | {"GC288", "GC289"}
    assert {code.code for code in tests_files.CODES} <= met


def test_a_failure_names_the_rules_with_their_places(folder: Path) -> None:
    """In the text for people, and in the data."""
    report = expect(folder, CARE, "{leader: health, level: city}")
    (result,) = report.failed
    (mismatch,) = result.mismatches
    assert [rule.id for rule in mismatch.rules] == ["R1"]
    text = text_of(result, "zh-Hans")
    assert "预期: 卫健委" in text
    assert "实际: 民政局" in text
    assert "rules.yaml:31" in text
    assert report.to_dict()["results"][0]["mismatches"][0]["rules"][0]["source"] == "plan §5.1"


def test_a_failure_in_chinese_has_titles_on_both_sides(folder: Path) -> None:
    """Truth values, choices and amounts look alike, however they were written."""
    text = (
        "kind: tests\nruleset: [plan]\ntests:\n- name: a\n  case: {matter: urban_waterlogging,"
        " urgent: true, amount: 5}\n  expect: {joint_required: 否, amount: 20万元, urgent: false,"
        " lead: health, outcome: {negative_list: none}}\n"
        "- {name: b, case: {amount: 5天}, expect: {lead: health}}\n"
    )
    first, second = run(folder, text).failed
    told = text_of(first, "zh-Hans")
    for wanted in (
        "  须协同办理 (", "- 预期: 否\n    + 实际: 是", "- 预期: 20万元\n    + 实际: 5元",
        "  是否紧急 (", "牵头部门", "- 预期: 卫生健康部门\n    + 实际: 无",
        "- 预期: 负面清单：无规则\n    + 实际: 负面清单：已定",
    ):  # fmt: skip
        assert wanted in told
    assert "应为以“元”计的量" in text_of(second, "zh-Hans")
    assert "+ actual: true" in text_of(first)
    assert "规则" not in told.partition("涉及金额")[2].partition("是否紧急")[0]


def test_junit_holds_any_text(folder: Path) -> None:
    """Names with signs that XML gives a meaning, or cannot hold."""
    from xml.etree import ElementTree

    report = run(
        folder,
        'kind: tests\ntests: [{name: "<a & \\"b\\">\\x01", case: {}, expect: {size: big}}]\n',
    )
    root = ElementTree.fromstring(junit(report))
    (case,) = root.iter("testcase")
    assert case.get("name") == '<a & "b">'
    assert case.find("failure") is not None


def test_tests_of_a_broken_ruleset_do_not_run(folder: Path) -> None:
    """Its problems are reported once, whatever the number of tests."""
    (folder / "bad.yaml").write_text("kind: tabel\nid: x\n", "utf-8")
    report = run(
        folder,
        "kind: tests\ntests:\n- {name: a, case: {}, expect: {size: null}}\n"
        "- {name: b, case: {}, expect: {size: null}}\n",
    )
    assert [d.code for d in report.errors] == ["GC273"]
    assert report.results == ()


def test_keyword_and_fail_fast(folder: Path) -> None:
    """A part of file or name, in any case; stop at the first failure."""
    (folder / "x.test.yaml").write_text(
        "kind: tests\ntests:\n- {name: Alpha, case: {}, expect: {size: big}}\n"
        "- {name: beta, case: {}, expect: {size: big}}\n",
        "utf-8",
    )
    assert [r.name for r in run_tests([folder], keyword="ALPHA").results] == ["Alpha"]
    assert len(run_tests([folder], fail_fast=True).results) == 1
    assert len(run_tests([folder]).results) == 2


def test_a_column_may_name_a_part_of_a_part_of_a_result(tmp_path: Path) -> None:
    """Dots lead into the parts of a result; where a part is not there, those that are are named."""
    (tmp_path / "deep.test.yaml").write_text(
        "kind: tests\nruleset: [plan]\ntests:\n  - name: a\n    mechanism: plan_expert_panel\n"
        "    as_of: 2026-03-01\n    case: {议题: 甲, 议程: [甲], 会议日期: 2026-02-12, 出席: []}\n"
        "    table:\n      columns: [议题, expect.tally.quorum_needed]\n"
        "      rows: [[甲, 15], [甲, 14]]\n"
        "  - name: b\n    mechanism: plan_expert_panel\n"
        "    case: {议题: 甲, 议程: [甲], 会议日期: 2026-02-12, 出席: []}\n"
        "    expect: {tally.nothing: 1}\n",
        encoding="utf-8",
    )
    first, second, third = run_tests([tmp_path]).results
    assert [r.status for r in (first, second, third)] == ["passed", "failed", "failed"]
    assert second.mismatches[0].actual == 15
    assert "quorum_needed" in text_of(third, "zh-Hans")
    assert "结论中没有这一项" in text_of(third, "zh-Hans")


def test_a_state_is_not_taken_for_the_fact_of_the_same_name(tmp_path: Path) -> None:
    """A report in Chinese says `closed`, a state, and not the title of the day of that name."""
    (tmp_path / "state.test.yaml").write_text(
        "kind: tests\nruleset: [plan]\ntests:\n  - name: a\n    mechanism: plan_tiers\n"
        "    as_of: 2026-03-20\n    case: {案件: {amount: 2亿元}, 受理日期: 2026-02-09}\n"
        "    expect: {state: closed}\n",
        encoding="utf-8",
    )
    (result,) = run_tests([tmp_path]).results
    assert "预期: closed" in text_of(result, "zh-Hans")


def test_a_result_that_lacks_a_part_is_plain_data(tmp_path: Path) -> None:
    """What was asked in vain can be written as JSON."""
    (tmp_path / "deep.test.yaml").write_text(
        "kind: tests\nruleset: [plan]\ntests:\n  - name: b\n    mechanism: plan_expert_panel\n"
        "    case: {议题: 甲, 议程: [甲], 会议日期: 2026-02-12, 出席: []}\n"
        "    expect: {tally.nothing: 1}\n",
        encoding="utf-8",
    )
    (third,) = run_tests([tmp_path]).results
    json.dumps(third.to_dict())
