"""What does not end is stopped after so many steps, and said to be so."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from govcoord.testing.mechanisms import mutate_mechanisms, run
from govcoord.testing.mechanisms.watchdog import TimedOutError, bounded
from govcoord.testing.mechanisms.words import as_data, as_text


def endless(*_):
    """Never comes to an end, and takes every exception for its own."""
    while True:
        try:
            sum(range(10))
        except Exception:  # as engines do not, and mutants may
            continue


def test_what_ends_in_time_is_given_and_its_errors_too():
    """Nothing is added to a call that ends."""
    assert bounded(lambda: 5) == 5
    with pytest.raises(ZeroDivisionError):
        bounded(lambda: 1 // 0)


def test_what_does_not_end_is_stopped():
    """By the number of its steps, and the tracer that was there is there again."""
    before = sys.gettrace()
    with pytest.raises(TimedOutError):
        bounded(endless, seconds=0.2, steps=10_000)
    assert sys.gettrace() is before


def test_what_is_only_slow_is_done_to_the_end():
    """The clock does not decide: on a machine that is a hundred times slower it ends as well."""

    def slow():
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
            time.sleep(0.02)
        return "done"

    assert bounded(slow, seconds=0.1) == "done"


def test_threads_are_watched_each_for_itself():
    """One that does not end does not stop another that does."""
    found = []

    def loops():
        try:
            bounded(endless, seconds=0.2, steps=1000)
        except TimedOutError:
            found.append("stopped")

    thread = threading.Thread(target=loops)
    thread.start()
    assert bounded(lambda: time.sleep(0.8) or 1, seconds=5) == 1
    thread.join()
    assert found == ["stopped"]


RULES = """
kind: vocabulary
id: words
calendar: {country: none}
choices:
  departments: {office: 办公室, health: 卫健}
---
kind: escalation
id: returns
title: {en: returns of wrong dispatches, zh-Hans: 派单退回}
source: measures, art. 3
returns: {within: 2个工作日, times: 1, reason: 是, decided_by: office}
"""

TESTS = """
kind: tests
tests:
  - name: a dispatch is returned in time
    mechanism: returns
    as_of: 2026-03-31
    case:
      acts:
        - {at: 2026-03-02, what: 派单, department: 卫健}
        - {at: 2026-03-03, what: 退回, department: 卫健, reason: 属民政职责}
    expect: {returns: [{department: health, due: 2026-03-04}]}
"""


def test_a_mutant_that_does_not_end_is_counted_apart(tmp_path, monkeypatch):
    """It is neither noticed by a test nor a survivor; the report names it, also from a cache."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "rules.test.yaml").write_text(TESTS, encoding="utf-8")
    original = run.Bench.killer
    monkeypatch.setattr(
        run.Bench,
        "killer",
        lambda self, mutant, changed: (
            bounded(endless, seconds=0.2, steps=1000)
            if mutant.change.after == "3个工作日"
            else original(self, mutant, changed)
        ),
    )
    for _ in range(2):
        report = mutate_mechanisms([tmp_path], [tmp_path], cache=tmp_path / "kept.json")
        (stuck,) = report.of("timed_out")
        assert stuck.mutant.part.label == "returns.within"
        assert as_data(report)["timed_out"] == 1
        assert "3个工作日" in as_text(report, "zh-Hans").partition("不能结束")[2]
    assert report.remembered
