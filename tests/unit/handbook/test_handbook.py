"""The handbook of a plan: nothing is lost, nothing escapes, equal plans give equal bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import ClassVar

import attrs
import pytest
from shipped import shipped_plan

import govcoord
from govcoord.api import plan_folder
from govcoord.handbook import make_handbook, picture_files, to_html, to_markdown
from govcoord.handbook.documents import walk
from govcoord.handbook.kind_words import KINDS
from govcoord.rules import kinds
from govcoord.rules.kinds.base import Kind
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.sections import Picture, said_in
from govcoord.text import LANGUAGES, Text

HOSTILE = "<script>alert(1)</script> & | `x` **y** [z](u) \\ $ <!-- \"q\" 'p'"


@pytest.fixture(scope="module")
def plan():
    return shipped_plan()


@pytest.fixture(scope="module")
def books(plan):
    found = govcoord.check(plan_folder())
    return {tag: make_handbook(plan, tag, diagnostics=found) for tag in LANGUAGES}


def texts_of(book):
    """Every text of a book, blanks drawn together."""
    parts = [book.title, *(text for pair in book.facts for text in pair)]
    for chapter in book.chapters:
        for section in chapter.walk():
            parts += [section.title, *said_in(section.blocks)]
    return squeezed("\n".join(parts))


def squeezed(text):
    return re.sub(r"\s+", " ", text)


class Reader(HTMLParser):
    """The tags, anchors, links and bare text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.links, self.text, self.open = set(), [], [], [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.add(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        assert not [name for name in given if name.startswith("on") or name == "src"]
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)
        elif tag == "br":
            self.text.append("\n")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_title_source_and_note_of_the_plan_is_in_the_handbook(plan, books, language):
    """Whatever a document of the plan or an entry of it says is found, in each language."""
    text = texts_of(books[language])
    lost = []
    for document in plan.documents:
        for name, entry in [(str(document.id), document), *walk(document)]:
            said = [name, getattr(entry, "source", "")]
            said += [
                part.get(language)
                for key in ("title", "note")
                if isinstance(part := getattr(entry, key, None), Text)
            ]
            lost += [(document.id, one) for one in said if squeezed(one).strip() not in text]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_every_field_is_in_the_handbook(plan, books, language):
    """Reasons, duties, powers and the like are told as well, wherever they stand."""
    text = texts_of(books[language])

    def texts(value):
        if isinstance(value, Text):
            yield value.get(language)
        elif isinstance(value, (tuple, list)):
            for item in value:
                yield from texts(item)
        elif isinstance(value, Mapping):
            for item in value.values():
                yield from texts(item)
        elif attrs.has(type(value)) and type(value).__name__ != "Span":
            for field in attrs.fields(type(value)):
                yield from texts(getattr(value, field.name))

    lost = [t for d in plan.documents for t in texts(d) if squeezed(t).strip() not in text]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_one_file_whose_links_lead_somewhere(books, language):
    """Tags are closed, anchors are there once, nothing outside is asked for."""
    page = to_html(books[language])
    reader = read(page)
    assert len(set(reader.ids)) == len(reader.ids)
    assert {link[1:] for link in reader.links} <= set(reader.ids)
    assert reader.tags.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_links_of_the_markdown_lead_somewhere(books, language):
    """Every link goes to an anchor, and every table has as many cells in each row."""
    text = to_markdown(books[language])
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)
    for before, line in zip(text.split("\n"), text.split("\n")[1:]):
        if before.startswith("| ") and line.startswith("| "):
            assert cells(before) == cells(line), line


def cells(line):
    return len(re.findall(r"(?<!\\)\|", line))


def test_equal_plans_give_equal_bytes(books):
    """The handbook depends on the rulesets alone."""
    again = make_handbook(govcoord.load_plan(), "en", diagnostics=govcoord.check(plan_folder()))
    assert to_html(again) == to_html(books["en"])
    assert to_markdown(again) == to_markdown(books["en"])


def test_a_day_is_named_only_when_it_is_given(plan):
    """Reviews are looked at on the day that is given, and on no other."""
    without = texts_of(make_handbook(plan, "en"))
    dated = texts_of(make_handbook(plan, "en", as_of=date(2028, 6, 1)))
    assert "overdue" not in without.split("Index")[0] or "2028" not in without
    assert "2028-06-01" in dated
    assert "next by 2027-12-31; overdue" in dated


def drawings_of(book):
    """Every picture of a book."""
    return [
        block
        for chapter in book.chapters
        for section in chapter.walk()
        for block in section.blocks
        if isinstance(block, Picture)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_procedures_and_ladders_are_drawn(plan, books, language):
    """Each has a drawing of its steps; names within drawings do not clash."""
    drawn = drawings_of(books[language])
    made = [d.steps for d in plan.documents if d.kind == "procedure"]
    made += [d.ladder.steps for d in plan.documents if getattr(d, "ladder", None)
             and d.kind == "escalation"]  # fmt: skip
    steps = [[step.title.get(language) for step in steps] for steps in made]
    assert len({p.name for p in drawn}) == len(drawn)
    assert len(drawn) == len(steps) > 0
    for picture, titles in zip(drawn, steps):
        assert [title for title in titles if escape(title) in picture.svg]
        assert [title for title in titles if title in picture.mermaid]
    names = [name for p in drawn for name in set(re.findall(r'\bid="([^"]+)"', p.svg))]
    assert len(names) == len(set(names))


def test_markdown_draws_by_itself_or_leads_to_files(books):
    """Mermaid blocks, each closed, or links to the files that are given with them."""
    book, drawn = books["zh-Hans"], drawings_of(books["zh-Hans"])
    text = to_markdown(book)
    blocks = re.findall(r"^```mermaid\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert [block.strip() for block in blocks] == [p.mermaid.strip() for p in drawn]
    linked, files = to_markdown(book, pictures="../图"), picture_files(book)
    assert "```" not in linked
    assert linked.count("](../%E5%9B%BE/") == len(drawn)
    assert all(f"/{name})" in linked for name in files)
    assert list(files.values()) == [p.svg for p in drawn]


def test_risks_stand_in_a_matrix(plan, books):
    """Each risk of the register in the cell of its likelihood and impact, once."""
    register = next(d for d in plan.documents if d.kind == "risk_register")
    section = next(s for c in books["en"].chapters for s in c.walk() if s.title == "Risk matrix")
    rows = section.blocks[0].rows
    for risk in register.risks:
        row = rows[len(register.likelihood) - risk.likelihood]
        cells = ["".join(span.text for span in cell).split("\n") for cell in row.cells]
        assert [n for n, told in enumerate(cells) if risk.id in told] == [risk.impact]


def test_an_english_reader_finds_english_amounts(books):
    """Amounts that YAML writes in Chinese are told in the language of the handbook."""
    policy = books["en"].chapters[0]
    assert policy.title == "Parameters of the policy"
    text = "".join(said_in(policy.blocks))
    assert "workdays" in text
    assert "工作日" not in text


HOSTILE_PLAN = """
kind: vocabulary
id: v
departments: {{a: {{title: {0}}}, b: 乙}}
matters: {{m: {{title: {0}, note: {0}}}}}
attributes:
  matter: {{type: choice, of: matters, title: {0}, note: {0}}}
---
kind: table
id: t
title: {0}
note: {0}
source: {0}
owner: {0}
outputs: {{o: {{type: text, title: {0}}}}}
rules:
  - {{id: R1, title: {0}, note: {0}, source: {0}, when: {{matter: m}}, then: {{o: {0}}}}}
"""


def hostile_book(language):
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    plan = govcoord.load_texts({"h.yaml": HOSTILE_PLAN.format(quoted)})
    return make_handbook(plan, language, title=HOSTILE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_stay_texts(language):
    """Signs of HTML and Markdown in titles, notes and values are shown as they are."""
    book = hostile_book(language)
    reader = read(to_html(book))
    assert "script" not in reader.tags
    assert "".join(reader.text).count(HOSTILE) >= 8
    markdown = to_markdown(book)
    assert "<script" not in markdown
    assert "<!--" not in markdown
    for line in markdown.splitlines():
        assert not re.search(r"(?<!\\)`|(?<!\\)\[z", line), line
        if line.startswith("| ") and HOSTILE[:4] in line:
            assert "\\|" in line


@attrs.frozen(slots=True, kw_only=True)
class StrangeRule(Rule):
    """A rule of a kind that nobody here knows."""

    pays: Amount
    to: Name
    mood: str = "calm"


@attrs.frozen(slots=True, kw_only=True)
class StrangeDocument(Document):
    """A document of such a kind."""

    ALONE: ClassVar[bool] = True

    promise: Text = attrs.field(default=Text(), metadata={"title": Text("the promise")})
    strange_rules: tuple[StrangeRule, ...] = ()


STRANGE = """
kind: vocabulary
id: v
departments:
  health: {title: {en: health department, zh-Hans: 卫生健康部门}}
attributes:
  amount: {type: quantity, unit: yuan, title: {en: sum asked for, zh-Hans: 申请金额}}
---
kind: strange
id: s
title: {en: A strange thing, zh-Hans: 奇怪的事}
promise: {en: paid at once, zh-Hans: 立即支付}
strange_rules:
  - id: S1
    title: {en: large, zh-Hans: 大额}
    when: {amount: 20万元以上}
    pays: 3 workdays
    to: health
"""


def test_a_kind_that_nobody_here_knows_is_readable(monkeypatch):
    """Fields, conditions, amounts and departments of any kind are told in words."""
    known = {**kinds.all_kinds(), "strange": Kind("strange", StrangeDocument)}
    monkeypatch.setattr(kinds, "all_kinds", lambda: known)
    for module in ("govcoord.rules.load", "govcoord.rules.structure", "govcoord.handbook.book"):
        monkeypatch.setattr(f"{module}.all_kinds", lambda: known, raising=False)
    plan = govcoord.load_texts({"s.yaml": STRANGE})
    english = texts_of(make_handbook(plan, "en"))
    said = ("A strange thing", "the promise", "paid at once", "S1", "large", "3 workdays")
    for told in (*said, "sum asked for: at least 200,000 yuan", "health department"):
        assert told in english
    chinese = texts_of(make_handbook(plan, "zh-Hans"))
    for told in (
        "奇怪的事",
        "立即支付",
        "大额",
        "申请金额：至少20万元",
        "3个工作日",
        "卫生健康部门",
    ):
        assert told in chinese


STAFF = """
kind: vocabulary
id: words
departments: {甲局: {}, 乙局: {}}
regions: {全市: {}, 甲区: {under: 全市}}
choices:
  matters: {加装: {}}
  report_urgency: {紧急: {}}
attributes:
  region: {type: choice, of: regions, title: 地区}
  received: {type: date, title: 受理日期}
  closed: {type: date, title: 办结日期}
  limit: {type: quantity, unit: 工作日, title: 办理时限}
  over: {derive: 'workdays(received, closed or as_of, pauses) - limit', title: 超期}
records:
  pauses:
    each: pause
    title: 时限中止
    fields: {from: {type: date}, to: {type: date}}
---
kind: table
id: general
title: 一般规定
source: 办法
outputs: {检查间隔: {type: quantity, unit: 天}}
rules: [{id: G1, when: {超期: 0个工作日以上}, then: {检查间隔: 30}}]
---
kind: table
id: trial
title: 甲区试行规定
source: 试点方案
extends: general
stage: pilot
jurisdiction: [甲区]
in_force: {to: 2027-06-30}
rules: [{id: P1, title: 试行七日, when: {超期: 0个工作日以上}, then: {检查间隔: 7}}]
---
kind: matching
id: requests
title: 归口
source: 办法
threshold: 3
margin: 2
title_weight: 3
terms: [{term: 加电梯, matters: {加装: 4}}]
---
kind: risk_register
id: risks
title: 风险册
source: 办法
likelihood: [低, 高]
impact: [低, 高]
bands: [{id: 一般, from: 1, to: 4}]
categories: {设备: {}}
risks:
  - {id: R1, title: 停用, category: 设备, likelihood: 1, impact: 1, owner: 甲局, response: 检修}
"""


def staff_book() -> str:
    return texts_of(make_handbook(govcoord.load_texts({"staff.yaml": STAFF}), "zh-Hans"))


def test_formulas_are_told_by_the_names_of_facts() -> None:
    """Staff read what is reckoned from what, not how the library holds a formula."""
    assert "workdays(受理日期, 办结日期 or 截至日期, 时限中止) - 办理时限" in staff_book()


def test_what_is_on_trial_stands_in_the_handbook() -> None:
    """A pilot is a document that people have to read, and is marked as one."""
    text = staff_book()
    assert "甲区试行规定" in text
    assert "试行七日" in text
    assert "试点" in text


def test_chapters_of_every_kind_and_list_have_chinese_titles() -> None:
    """No chapter is headed by the name that the machine has for it."""
    book = make_handbook(govcoord.load_texts({"staff.yaml": STAFF}), "zh-Hans")
    heads = [section.title for chapter in book.chapters for section in chapter.walk()]
    assert {"需求匹配", "风险登记", "紧急程度"} <= set(heads)
    assert [head for head in heads if re.search("[a-z]{3}", head)] == []
    assert {kind.name for kind in kinds.KINDS} <= KINDS.keys()
