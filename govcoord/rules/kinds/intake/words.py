"""Tickets in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from govcoord.mechanisms.merging import Joined
from govcoord.mechanisms.said import Texts
from govcoord.mechanisms.spans import Moment, Span
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Type, Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.intake.records import Doubtful, IntakeResult, OneTicket, Owed

PHRASES: Texts = {
    "counts": ("reports: {reports}; tickets: {tickets}; merged into another's: {merged}; for a person to look at: {doubtful}", "受理 {reports} 件：归并为 {tickets} 张工单，并入他单 {merged} 件，待人工核对 {doubtful} 件", "受理 {reports} 件：歸併為 {tickets} 張工單，併入他單 {merged} 件，待人工核對 {doubtful} 件"),
    "later": ("later reports, not looked at: {later}", "晚于截至时间的 {later} 件未计", "晚於截至時間的 {later} 件未計"),
    "unread": ("reports that could not be read: {unread}", "未能读取的 {unread} 件不在其内", "未能讀取的 {unread} 件不在其內"),
    "channels": ("by channel: {channels}", "按渠道：{channels}", "按渠道：{channels}"),
    "channel": ("{channel} {n}", "{channel} {n}", "{channel} {n}"),
    "ticket": ("ticket {id}: {place}, {category}, opened {opened}, {state}{due}", "工单 {id}：{place}，{category}，{opened} 立单，{state}{due}", "工單 {id}：{place}，{category}，{opened} 立單，{state}{due}"),
    "due": (", due {day}", "，期限至 {day}", "，期限至 {day}"),
    "ticket.done": ("closed {closed} in time", "{closed} 按期办结", "{closed} 按期辦結"),
    "ticket.late": ("closed {closed}, late", "{closed} 逾期办结", "{closed} 逾期辦結"),
    "ticket.open": ("in hand", "在办", "在辦"),
    "ticket.overdue": ("overdue", "逾期未办结", "逾期未辦結"),
    "ticket.settled": ("closed {closed}, no time limit known", "{closed} 办结，期限未定，是否按期不明", "{closed} 辦結，期限未定，是否按期不明"),
    "ticket.undated": ("in hand, no time limit known", "在办，期限未定", "在辦，期限未定"),
    "closed": ("repeats ticket {id}, which is closed ({times} in all)", "办结后再次反映，前单为 {id}（第 {times} 次）", "辦結後再次反映，前單為 {id}（第 {times} 次）"),
    "window": ("after the time for merging with ticket {id} ({times} in all)", "超过归并时限，前单为 {id}（第 {times} 次）", "超過歸併時限，前單為 {id}（第 {times} 次）"),
    "how.opened": ("{id} ({channel}): first report", "{id}（{channel}）：首件", "{id}（{channel}）：首件"),
    "how.window": ("{id} ({channel}): same place and category, {after} after {of}", "{id}（{channel}）：同一地点、同一类别，距 {of} {after}", "{id}（{channel}）：同一地點、同一類別，距 {of} {after}"),
    "how.person": ("{id} ({channel}): joined to {of} by a person", "{id}（{channel}）：人工认定与 {of} 为同一事件", "{id}（{channel}）：人工認定與 {of} 為同一事件"),
    "how.apart": ("{id} ({channel}): an event apart, as a person said", "{id}（{channel}）：人工认定为单独事件", "{id}（{channel}）：人工認定為單獨事件"),
    "answer": ("to be answered: {who}", "应回复：{who}", "應回覆：{who}"),
    "owed": ("{reporter} ({state}{due})", "{reporter}（{state}{due}）", "{reporter}（{state}{due}）"),
    "owed.done": ("answered in time", "按期回复", "按期回覆"),
    "owed.late": ("answered late", "逾期回复", "逾期回覆"),
    "owed.open": ("not answered yet", "待回复", "待回覆"),
    "owed.overdue": ("overdue", "逾期未回复", "逾期未回覆"),
    "owed.settled": ("answered, no time limit known", "已回复，期限未定，是否按期不明", "已回覆，期限未定，是否按期不明"),
    "owed.undated": ("not answered, no time limit known", "待回复，期限未定", "待回覆，期限未定"),
    "nobody": ("reporter of {report}", "{report} 的反映人", "{report} 的反映人"),
    "told": ("{fact}: {value}", "{fact}：{value}", "{fact}：{value}"),
    "ask": ("to be found out first: {names}", "待查明后才能确定：{names}", "待查明後才能確定：{names}"),
    "differing": ("the reports contradict each other: {names}", "各件反映说法不一，须核实：{names}", "各件反映說法不一，須核實：{names}"),
    "near": ("perhaps the same event, in a neighbouring cell: {ids}", "相邻网格同一时段有同类反映，请核对是否同一事件：{ids}", "相鄰網格同一時段有同類反映，請核對是否同一事件：{ids}"),
    "doubtful": ("{id} ({channel}): not merged, {doubts}", "{id}（{channel}）：未归并，{doubts}", "{id}（{channel}）：未歸併，{doubts}"),
    "may_be": ("may be of ticket {ids}", "可能属于工单 {ids}", "可能屬於工單 {ids}"),
    "may_be_none": ("fits no ticket", "没有可能对应的工单", "沒有可能對應的工單"),
    "place_unknown": ("the place is not known", "地点不明", "地點不明"),
    "place_coarse": ("the place is not told to the cell", "地点没有细到网格", "地點沒有細到網格"),
    "place_outside": ("the point lies outside the grid", "坐标在网格之外", "坐標在網格之外"),
    "places_differ": ("cell and point do not agree", "网格与坐标不符", "網格與坐標不符"),
    "category_unknown": ("the category is not known", "类别不明", "類別不明"),
    "category_coarse": ("the category is too general", "类别不够具体", "類別不夠具體"),
    "time_unknown": ("the time is not known", "时间不明", "時間不明"),
    "hour_unknown": ("only the day is known, not the hour", "只知日期，不知时刻", "只知日期，不知時刻"),
    "same_as_doubtful": ("the report it was joined to is doubtful itself", "所并入的那一件本身存疑", "所併入的那一件本身存疑"),
    "same_as_unknown": ("the report it was joined to is not among these", "所并入的那一件不在其中", "所併入的那一件不在其中"),
    "hours": ("{h} h {m} min", "{h}小时{m}分", "{h}小時{m}分"),
    "minutes": ("{m} min", "{m}分", "{m}分"),
    "seconds": (" {s} s", "{s}秒", "{s}秒"),
    "missing": ("to be found out: {names}", "待查明：{names}", "待查明：{names}"),
    "of": ("{names} of {id}", "{id} 的{names}", "{id} 的{names}"),
    "unknown": ("not known", "未知", "未知"),
}  # fmt: skip

_SHOWN = 12


def intake_lines(result: IntakeResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The numbers, each ticket with its reports and why, and what a person has to look at."""
    speech = Speech(PHRASES, vocabulary, language)
    from govcoord.rules.kinds.intake.records import Report

    yield speech.say("counts", **result.counts)
    if result.counts["later"]:
        yield speech.say("later", **result.counts)
    if result.counts["unread"]:
        yield speech.say("unread", **result.counts)
    channels = (
        speech.say("channel", channel=speech.name(name, "report_channels"), n=n)
        for name, n in result.channels.items()
    )
    yield speech.say("channels", channels=speech.joined(channels))
    for ticket in result.tickets:
        yield from _ticket(ticket, result.places, speech)
    for one in result.doubtful:
        yield from _doubtful(one, speech)
    if result.missing:
        names = (
            speech.say("of", id=id_, names=speech.facts(names, Report))
            for id_, names in result.missing.items()
        )
        yield speech.say("missing", names=_some(names, speech))


def _some(words: Iterable[str], speech: Speech) -> str:
    """The first of many words."""
    listed = list(words)
    return speech.joined([*listed[:_SHOWN], "…"] if len(listed) > _SHOWN else listed)


def _ticket(ticket: OneTicket, places: str | None, speech: Speech) -> Iterator[str]:
    yield speech.say(
        "ticket",
        id=ticket.id,
        place=_named(ticket.place, places, speech),
        category=_named(ticket.category, "report_categories", speech),
        opened=speech.moment(ticket.opened),
        state=speech.say(
            _stands("ticket", ticket.state, ticket.closed), closed=speech.moment(ticket.closed)
        ),
        due="" if ticket.due is None else speech.say("due", day=speech.moment(ticket.due)),
    )
    if ticket.because is not None:
        yield "  " + speech.say(ticket.because, id=ticket.follows, times=ticket.times)
    channels = {one.report: one.channel for one in ticket.answers}
    for joined in ticket.reports:
        yield "  " + _joined(joined, channels[joined.id], speech)
    owed = [one for one in ticket.answers if one.state is not None]
    if owed:
        yield "  " + speech.say("answer", who=speech.joined(_owed(one, speech) for one in owed))
    for name, value in ticket.told.items():
        yield "  " + _told(name, value, speech)
    if ticket.near:
        yield "  " + speech.say("near", ids=_some(ticket.near, speech))
    if ticket.ask:
        yield "  " + speech.say("ask", names=speech.facts(ticket.ask))
    if ticket.differing:
        yield "  " + speech.say("differing", names=speech.facts(ticket.differing))


def _named(id_: str | None, choices: str | None, speech: Speech) -> str:
    if id_ is None:
        return speech.say("unknown")
    return id_ if choices is None else speech.name(id_, choices)


def _joined(joined: Joined, channel: str, speech: Speech) -> str:
    after = "" if joined.after is None else _length(joined.after, speech)
    return speech.say(
        f"how.{joined.how}",
        id=joined.id,
        channel=speech.name(channel, "report_channels"),
        of=joined.of,
        after=after,
    )


def _length(length: Span, speech: Speech) -> str:
    """Hours and minutes, and seconds where there are some."""
    minutes, seconds = divmod(int(length.n * 60), 60)
    hours, minutes = divmod(minutes, 60)
    said = speech.say("hours" if hours else "minutes", h=hours, m=minutes)
    return said + (speech.say("seconds", s=seconds) if seconds else "")


def _owed(one: Owed, speech: Speech) -> str:
    due = ""
    if one.due is not None and one.state in ("open", "overdue"):
        due = speech.say("due", day=speech.moment(one.due))
    name = one.reporter or speech.say("nobody", report=one.report)
    state = speech.say(_stands("owed", one.state, one.done))
    return speech.say("owed", reporter=name, state=state, due=due)


def _stands(what: str, state: str | None, done: Moment | None) -> str:
    """The phrase of a state: of what is done without a day, whether in time is not known."""
    return f"{what}.{'settled' if state == 'undated' and done is not None else state}"


def _told(name: str, value: Any, speech: Speech) -> str:
    attribute = speech.vocabulary.attributes[name]
    shown = speech.say("unknown")
    if value is not None:
        shown = str(value)
        if attribute.type is Type.CHOICE and attribute.choices is not None:
            shown = attribute.choices.label(value, speech.language)
    return speech.say("told", fact=attribute.label(speech.language), value=shown)


def _doubtful(one: Doubtful, speech: Speech) -> Iterator[str]:
    doubts = speech.joined(speech.say(doubt) for doubt in one.doubts)
    channel = speech.name(one.answer.channel, "report_channels")
    yield speech.say("doubtful", id=one.id, channel=channel, doubts=doubts)
    if one.may_be:
        yield "  " + speech.say("may_be", ids=_some(one.may_be, speech))
    else:
        yield "  " + speech.say("may_be_none")
    if one.answer.state is not None:
        yield "  " + speech.say("answer", who=_owed(one.answer, speech))
