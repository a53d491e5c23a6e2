"""Matches of requests in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.said import Texts
from govcoord.numerals import format_number
from govcoord.rules.kinds.speech import Speech

if TYPE_CHECKING:
    from govcoord.rules.kinds.matching import Candidate, Match
    from govcoord.rules.vocabulary import Vocabulary

PHRASES: Texts = {
    "text": ("the words of a request", "诉求的文字", "訴求的文字"),
    "matter": (
        "Matter: {name} (score {score}; words: {words})",
        "事项：{name}（{score}分；依据：{words}）",
        "事項：{name}（{score}分；依據：{words}）",
    ),
    "close": (
        "Matter: ask a person, others are less than {margin} behind",
        "事项：请人工判断，前后相差不到{margin}分",
        "事項：請人工判斷，前後相差不到{margin}分",
    ),
    "weak": (
        "Matter: ask a person, {score} is below the threshold {threshold}",
        "事项：请人工判断，{score}分不到门槛{threshold}分",
        "事項：請人工判斷，{score}分不到門檻{threshold}分",
    ),
    "nothing": (
        "Matter: ask a person, no term of the lexicon occurs",
        "事项：请人工判断，文中没有词库中的词",
        "事項：請人工判斷，文中沒有詞庫中的詞",
    ),
    "equal": (
        "Matter: ask a person, several have the same score {score}",
        "事项：请人工判断，有几项同为{score}分",
        "事項：請人工判斷，有幾項同為{score}分",
    ),
    "rules": (
        "Department: {name} (leads this matter)",
        "部门：{name}（该事项的牵头部门）",
        "部門：{name}（該事項的牽頭部門）",
    ),
    "words": (
        "Department: {name} (named by the words)",
        "部门：{name}（按文中用词）",
        "部門：{name}（按文中用詞）",
    ),
    "no_department": ("Department: not settled", "部门：未定", "部門：未定"),
    "ask": ("  to settle the lead, tell: {facts}", "  要定牵头部门，还需：{facts}", "  要定牽頭部門，還需：{facts}"),
    "candidate": (
        "  possible: {name} (score {score}; words: {words})",
        "  备选：{name}（{score}分；依据：{words}）",
        "  備選：{name}（{score}分；依據：{words}）",
    ),
    "ignored": ("  not counted: {words}", "  不计：{words}", "  不計：{words}"),
}  # fmt: skip


def match_lines(match: Match, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The matter and the department, or the alternatives for a person."""
    speech = Speech(PHRASES, vocabulary, language)
    score = format_number(match.score)
    if match.matter is not None:
        name = speech.name(match.matter, "matters")
        yield speech.say("matter", name=name, score=score, words=speech.joined(match.words))
    else:
        tied = len(match.alternatives) > 1 and match.alternatives[1].score == match.score
        yield speech.say(
            "equal" if match.state == "close" and tied else match.state,
            score=score,
            margin=format_number(match.margin),
            threshold=format_number(match.threshold),
        )
    yield from (_candidate(one, "matters", speech) for one in match.alternatives)
    if match.department is not None and match.department_by is not None:
        yield speech.say(match.department_by, name=speech.name(match.department))
    else:
        yield speech.say("no_department")
        if match.ask:
            facts = (_fact(name, vocabulary, language) for name in match.ask)
            yield speech.say("ask", facts=speech.joined(facts))
    yield from (_candidate(one, "departments", speech) for one in match.department_alternatives)
    if match.ignored:
        yield speech.say("ignored", words=speech.joined(match.ignored))


def _fact(name: str, vocabulary: Vocabulary, language: str) -> str:
    attribute = vocabulary.attributes.get(name)
    return attribute.label(language) if attribute else name


def _candidate(one: Candidate, choices: str, speech: Speech) -> str:
    return speech.say(
        "candidate",
        name=speech.name(one.id, choices),
        score=format_number(one.score),
        words=speech.joined(one.words),
    )
