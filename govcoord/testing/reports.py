"""Reports of test runs: text with a diff of expected and actual, and JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import attrs

from govcoord.messages import Messages
from govcoord.testing.absent import NoPart
from govcoord.testing.expectations import Mismatch
from govcoord.testing.wording import Wording
from govcoord.testing.yaml_tests import Report, YamlResult

_SHOWN_RULES = 5


@attrs.frozen
class Line:
    """A line of a report and what it is: ``head``, ``minus``, ``plus`` or ``note``."""

    text: str
    role: str


def lines_of(result: YamlResult, say: Messages) -> Iterator[Line]:
    """A failed test: its name and place, what was expected and what came, the rules behind."""
    yield Line(f"{say('test.failed')}: {result.name}", "head")
    yield Line(f" --> {result.place}", "place")
    if result.test.source:
        yield Line(f"  = {say('test.source')}: {result.test.source}", "note")
    plan = None if say.language == "en" else result.plan
    wording = None if plan is None else Wording(plan, say)
    for mismatch in result.mismatches:
        yield from _mismatch(mismatch, result, say, wording)


def _mismatch(
    mismatch: Mismatch, result: YamlResult, say: Messages, wording: Wording | None
) -> Iterator[Line]:
    place = f" ({mismatch.span.source.name}:{mismatch.span.line})" if mismatch.span else ""
    yield Line(f"  {wording.key(mismatch.key) if wording else mismatch.key}{place}", "note")
    if mismatch.key == "rejected":
        expected, actual = _rejection(mismatch, result, say)
    elif wording is not None:
        expected = _worded(mismatch.key, mismatch.expected, wording)
        actual = _worded(mismatch.key, mismatch.actual, wording)
    else:
        expected, actual = shown(mismatch.expected, say), shown(mismatch.actual, say)
    yield from (Line(f"    - {say('test.expected')}: {t}", "minus") for t in expected)
    yield from (Line(f"    + {say('test.actual')}: {t}", "plus") for t in actual)
    for rule in mismatch.rules[:_SHOWN_RULES]:
        source = f", {rule.source}" if rule.source else ""
        at = f"{rule.span.source.name}:{rule.span.line}" if rule.span else ""
        title = rule.title.get(say.language)
        named = f"{rule.id} {title}" if title else rule.id
        yield Line(f"    = {say('test.rules')}: {named} ({at}{source})", "note")
    more = len(mismatch.rules) - _SHOWN_RULES
    if more > 0:
        yield Line(f"    = {say('test.rules')}: {say('value.more', count=more)}", "note")


def _worded(key: str, value: Any, wording: Wording) -> list[str]:
    if isinstance(value, NoPart):
        return shown(value, wording.say)
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [wording.value(key, item) for item in value]
    return [wording.value(key, value)]


def _rejection(
    mismatch: Mismatch, result: YamlResult, say: Messages
) -> tuple[list[str], list[str]]:
    actual = result.error.message(say.language) if result.error else mismatch.actual
    came = say("test.rejected", text=actual) if actual else say("test.not_rejected")
    wanted = mismatch.expected
    return [shown(wanted, say)[0] if wanted else say("test.not_rejected")], [came]


def shown(value: Any, say: Messages) -> list[str]:
    """Plain data as lines: one for a simple value, one for each item of a list of mappings."""
    if isinstance(value, NoPart):
        return [say("test.no_part", names=value.names or say("test.nothing"))]
    if value is None or value in ([], {}):
        return [say("test.nothing")]
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [_compact(item) for item in value]
    return [_compact(value)]


def _compact(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def text_of(result: YamlResult, language: str = "en") -> str:
    """A failed test as plain text."""
    return "\n".join(line.text for line in lines_of(result, Messages(language)))


def junit(report: Report, language: str = "en") -> str:
    """The report as JUnit XML: a suite for each file, problems that kept tests back as errors."""
    suites: dict[str, list[YamlResult]] = {}
    for result in report.results:
        suites.setdefault(result.test.file, []).append(result)
    body = [_suite(file, results, language) for file, results in suites.items()]
    if report.errors:
        body.append(_errors(report, language))
    total, bad = len(report.results), len(report.failed)
    head = (
        f'<testsuites tests="{total + len(report.errors)}" failures="{bad}" '
        f'errors="{len(report.errors)}" time="{report.seconds:.3f}">'
    )
    xml = ['<?xml version="1.0" encoding="utf-8"?>', head, *body, "</testsuites>"]
    return "".join(c for c in "\n".join(xml) if _in_xml(c)) + "\n"


def _suite(file: str, results: list[YamlResult], language: str) -> str:
    failed = sum(result.status == "failed" for result in results)
    seconds = sum(result.seconds for result in results)
    rows = [
        f'<testsuite name={quoteattr(file)} tests="{len(results)}" failures="{failed}" '
        f'errors="0" time="{seconds:.3f}">'
    ]
    for result in results:
        line = result.test.span.line if result.test.span else 1
        attributes = (
            f"classname={quoteattr(file)} name={quoteattr(result.name)} "
            f'file={quoteattr(file)} line="{line}" time="{result.seconds:.6f}"'
        )
        if result.status == "passed":
            rows.append(f"  <testcase {attributes}/>")
            continue
        keys = ", ".join(mismatch.key for mismatch in result.mismatches)
        text = escape(text_of(result, language))
        rows.append(f"  <testcase {attributes}>")
        rows.append(f"    <failure message={quoteattr(keys)}>{text}</failure>")
        rows.append("  </testcase>")
    rows.append("</testsuite>")
    return "\n".join(rows)


def _errors(report: Report, language: str) -> str:
    rows = [
        f'<testsuite name="govcoord" tests="{len(report.errors)}" failures="0" '
        f'errors="{len(report.errors)}" time="0">'
    ]
    for error in report.errors:
        file = error.span.source.name if error.span else ""
        rows.append(f"  <testcase classname={quoteattr(file)} name={quoteattr(error.code)}>")
        message, text = quoteattr(error.message(language)), escape(error.render(language))
        rows.append(f"    <error message={message}>{text}</error>")
        rows.append("  </testcase>")
    rows.append("</testsuite>")
    return "\n".join(rows)


def _in_xml(char: str) -> bool:
    """Whether XML 1.0 can hold the character."""
    return char >= " " or char in "\t\n\r"
