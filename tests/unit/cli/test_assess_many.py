"""`govcoord assess` over large and broken files: streamed, counted, every error with its line."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import govcoord
from govcoord.errors import GovcoordError
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected

Run = Callable[..., Result]
RULES = """
kind: vocabulary
id: words
departments: {civil: 民政, health: 卫健}
---
kind: service_rating
id: rating
title: {zh-Hans: 好差评, en: ratings}
source: rule 12
levels: {great: 非常满意, good: 满意, bad: 不满意}
bad: [bad]
contact: 1个工作日
rectify: {plain: 5个工作日}
target: 100%
---
kind: escalation
id: dispute
title: {zh-Hans: 争议, en: disputes}
source: rule 13
ladder:
  steps: [{id: talk, who: parties, within: 10个工作日}, {id: end, who: civil}]
"""
DAY = date(2026, 3, 31)
HEAD = "编号,单位,评价日期,评价等级,实名,难易程度,联系日期,整改日期\n"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A small ruleset with ratings and disputes."""
    return govcoord.load_texts({"rules.yaml": RULES})


def ratings(n: int, bad: int = 10) -> Iterator[dict[str, Any]]:
    """So many ratings, every tenth of them bad and every twentieth mended."""
    for i in range(n):
        level = "不满意" if i % bad == 0 else "满意"
        mended = "2026-03-03" if i % (2 * bad) == 0 else None
        yield {"id": f"R{i}", "unit": "民政" if i % 2 else "卫健", "at": "2026-03-02",
               "level": level, "real_name": True, "difficulty": "plain", "contacted": mended,
               "rectified": mended}  # fmt: skip


def table(n: int) -> str:
    """The same as CSV under Chinese headings."""
    rows = (
        [r["id"], r["unit"], r["at"], r["level"], "是", "plain", r["contacted"] or "",
         r["rectified"] or ""]
        for r in ratings(n)
    )  # fmt: skip
    return HEAD + "".join(",".join(row) + "\n" for row in rows)


def put(folder: Path, name: str, data: str | bytes) -> Path:
    """A file."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def assess(run: Run, cases: Path, *more: str, mechanism: str = "rating") -> Result:
    """The command, in simplified Chinese, as of the end of March."""
    rules = put(cases.parent, "rules.yaml", RULES)
    return run(
        "assess", rules, "-m", mechanism, "--cases", cases, "--as-of", "2026-03-31", *more,
        language="zh-Hans",
    )  # fmt: skip


def test_a_stream_comes_to_what_the_list_comes_to(plan: Plan) -> None:
    """The rates are the same; the tickets are told one by one."""
    given = list(ratings(400))
    whole = plan.assess("rating", {"ratings": given}, as_of=DAY)
    stream = plan.stream("rating", as_of=DAY)
    told = [ticket for one in given if (ticket := stream.add(one)) is not None]
    assert jsonable(told) == jsonable(whole.tickets)
    result = stream.result()
    assert jsonable(result.units) == jsonable(whole.units)
    assert jsonable(result.total) == jsonable(whole.total)


def test_a_bad_item_is_refused_and_not_counted(plan: Plan) -> None:
    """In the reader's words; what came before it stays."""
    stream = plan.stream("rating", as_of=DAY)
    first, second = ratings(2)
    stream.add(first)
    with pytest.raises(govcoord.CaseError) as caught:
        stream.add({**second, "level": "还行"})
    assert "`评价等级 (level)` 为 `还行`" in caught.value.message("zh-Hans")
    with pytest.raises(govcoord.CaseError):
        stream.add(first)
    assert sum(stream.result().total.counts.values()) == 1


def test_only_what_adds_up_has_a_stream(plan: Plan) -> None:
    """Others say so; without a day there is none."""
    with pytest.raises(GovcoordError, match="no stream"):
        plan.stream("dispute", as_of=DAY)
    with pytest.raises(govcoord.CaseError):
        plan.stream("rating")


def test_many_records_one_after_the_other(plan: Plan) -> None:
    """A bad record is a `Rejected` in its place; with ``strict`` it ends the run."""
    good = {"raised": "2026-03-02", "parties": ["民政", "卫健"]}
    made = list(plan.assess_many("dispute", [good, {"raised": "昨天"}, good], as_of=DAY))
    assert [isinstance(one, Rejected) for one in made] == [False, True, False]
    assert made[1].number == 1
    assert jsonable(made[0]) == jsonable(plan.assess("dispute", good, as_of=DAY))
    with pytest.raises(govcoord.CaseError):
        list(plan.assess_many("dispute", [{"raised": "昨天"}], as_of=DAY, strict=True))


def test_memory_of_a_stream_stays_small(plan: Plan) -> None:
    """What is kept for a rating is its id, not the rating."""
    stream = plan.stream("rating", as_of=DAY)
    for one in ratings(200):
        stream.add(one)
    tracemalloc.start()
    for one in ratings(4000):
        stream.add({**one, "id": "x" + one["id"]})
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown / 4000 < 400


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_a_table_of_ratings_is_added_up(run: Run, tmp_path: Path, form: str) -> None:
    """In every form, with a summary and the lines of what was rejected."""
    broken = table(60) + "R60,某局,2026-03-02,满意,是,plain,,\n"
    broken += "R61,民政,2026-02-30,满意,是,plain,,\n"
    done = assess(run, put(tmp_path, "r.csv", broken), "--format", form)
    assert done.exit_code == 1, done.stderr
    assert "r.csv:62：案件 `R60`：`单位 (unit)` 为 `某局`" in done.stderr
    assert "r.csv:63：案件 `R61`：`评价日期 (at)` 为 `2026-02-30`" in done.stderr
    assert "共 62 条：评估 60 条，退回 2 条" in done.stderr
    if form == "text":
        assert "差评整改率：50%（3/6）" in done.stdout
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert [row["result.id"] for row in rows] == [f"R{n}" for n in range(0, 60, 10)]
        assert rows[0]["位置"].endswith("r.csv:2")
        assert "差评整改率：50%（3/6）" in done.stderr
    else:
        lines = done.stdout.splitlines()
        data = json.loads(done.stdout) if form == "json" else [json.loads(line) for line in lines]
        assert [one.get("verdict") for one in data] == ["bad"] * 6 + [None]
        assert data[-1]["total"]["rectified"] == {
            "done": 3,
            "total": 6,
            "unknown": 0,
            "value": "0.5",
        }


def test_errors_and_results_go_to_files(run: Run, tmp_path: Path) -> None:
    """All rejected records with line, value and what was expected; few of them on stderr."""
    bad = "".join(f"B{n},民政,2026-03-02,还行,是,plain,,\n" for n in range(70))
    source = put(tmp_path, "r.csv", table(10) + bad)
    out, errors = tmp_path / "out.csv", tmp_path / "errors.jsonl"
    done = assess(run, source, "--format", "csv", "-o", str(out), "--errors", str(errors))
    assert done.exit_code == 1
    assert done.stderr.count("案件退回") == 50
    assert "其余退回 20 条" in done.stderr
    told = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert len(told) == 70
    assert told[0]["place"].endswith("r.csv:12")
    assert "`非常满意`" in told[0]["rejected"]["message"]
    assert len(out.read_text("utf-8").splitlines()) == 2
    assert assess(run, source, "--errors", str(source)).exit_code == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_encodings(run: Run, tmp_path: Path, encoding: str) -> None:
    """A byte order mark is no part of a heading; others are read as told, or asked about."""
    source = put(tmp_path, "r.csv", table(4).encode(encoding))
    plain = assess(run, source)
    if encoding == "utf-8-sig":
        assert "共 4 条：评估 4 条，退回 0 条" in plain.stderr
        return
    assert plain.exit_code == 2
    assert "gb18030" in plain.stderr
    told = assess(run, source, "--encoding", encoding)
    assert "共 4 条：评估 4 条，退回 0 条" in told.stderr, told.stderr


BROKEN: tuple[tuple[str, str | bytes], ...] = (
    ("empty.csv", ""), ("empty.jsonl", ""), ("empty.json", ""), ("empty.yaml", ""),
    ("head.csv", HEAD), ("blank.csv", "\n\n\n"), ("bom.csv", b"\xef\xbb\xbf"),
    ("wrong.csv", "甲,乙\n1,2\n"), ("twice.csv", "单位,单位\n民政,卫健\n"),
    ("short.csv", HEAD + "R1,民政\n"), ("quote.csv", HEAD + 'R1,"民政,2026\n'),
    ("nul.csv", HEAD.encode() + b"R1,\x00,\n"), ("bytes.csv", b"\xff\xfe\x00\xd8"),
    ("list.jsonl", "[1, 2]\n"), ("number.jsonl", "5\n"), ("half.jsonl", '{"unit": "民政"\n'),
    ("two.jsonl", '{"unit": "民政"} {"unit": "民政"}\n'), ("nan.jsonl", '{"at": NaN}\n'),
    ("dup.jsonl", '{"at": 1, "at": 2}\n'), ("deep.jsonl", "[" * 5000 + "\n"),
    ("list.json", "[1, null, []]"), ("null.json", "null"),
    ("surrogate.jsonl", '{"at": "\\ud800"}\n'),
    ("scalar.yaml", "民政"), ("tabs.yaml", "\t- a: b"), ("anchor.yaml", "- &a {x: *a}"),
    ("unknown.txt", "x"), ("rows.yaml", "- 单位: 民政\n- 5\n- null\n"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "data"), BROKEN)
@pytest.mark.parametrize("mechanism", ["rating", "dispute"])
def test_no_file_breaks_the_command(
    run: Run, tmp_path: Path, name: str, data: str | bytes, mechanism: str
) -> None:
    """It says what is wrong with the file or its rows, and never shows its inside."""
    for more in ((), ("--format", "csv"), ("--format", "jsonl")):
        done = assess(run, put(tmp_path, name, data), *more, mechanism=mechanism)
        assert done.exit_code in (0, 1, 2), (name, done.output)
        assert "Traceback" not in done.output
        assert done.exit_code or "共 0 条" in done.stderr, (name, done.output)


def test_spoilt_bytes_never_break_the_command(run: Run, tmp_path: Path) -> None:
    """Bytes changed, cut out, doubled at random, in tables and in JSON lines."""
    chance = random.Random(5)
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ratings(6))
    for name, text in (("r.csv", table(6)), ("r.jsonl", lines)):
        for _ in range(12):
            data = bytearray(text.encode())
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(len(data))
                data[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
            done = assess(run, put(tmp_path, name, bytes(data)), "--format", "jsonl")
            assert done.exit_code in (0, 1, 2), (bytes(data), done.output)
            for line in done.stdout.splitlines():
                json.loads(line)
