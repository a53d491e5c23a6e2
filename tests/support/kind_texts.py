"""A small vocabulary for tests of document kinds, and loading of a document beside it."""

from __future__ import annotations

from govcoord.rules.load import Loaded, load_texts

VOCABULARY = """
kind: vocabulary
id: words
levels: {city: 市级}
departments:
  committee: 协调委员会
  supervisor: 有权机关
  health: {title: 卫健, level: city}
  clinic_office: {title: 医政处, under: health}
  civil: 民政
  tax: 税务
  police: 公安
sanctions: {talk: 提醒, interview: 约谈, criticism: 通报, referral: 移送, person_talk: 谈话}
choices:
  kinds: {letter: 函, log: 记录}
  roles: {lead: 主责, support: 配合, informed: 知会}
attributes:
  matter: {type: choice, values: {care: 养老, move: 迁移, other: 其他}}
  departments: {type: set, of: departments}
  urgent: {type: boolean}
  amount: {type: quantity, unit: 元}
  first_receiver: {type: choice, of: departments}
  cause: {type: choice, values: {passing: 推诿, applicant: 申请人}}
  late: {type: quantity, unit: 工作日}
records:
  participants:
    each: participant
    subject: department
    fields:
      department: {type: choice, of: departments}
      role: {type: choice, of: roles}
      days: {type: quantity, unit: 工作日}
      refused: {type: boolean}
      honest: {type: boolean}
      excused: {type: boolean}
      repeated: {type: boolean}
      evidence: {type: set, of: kinds}
"""


def load_beside(*documents: str, vocabulary: str = VOCABULARY) -> Loaded:
    """Load documents with the small vocabulary; each is one file."""
    texts = {f"document{n}.yaml": text for n, text in enumerate(documents, 1)}
    return load_texts({"words.yaml": vocabulary, **texts})


def codes_of(*documents: str, vocabulary: str = VOCABULARY) -> list[str]:
    """The codes of what is noticed about the documents, in order of their places."""
    return [d.code for d in load_beside(*documents, vocabulary=vocabulary).diagnostics]


def plan_of(*documents: str, vocabulary: str = VOCABULARY):
    """The plan of documents about which nothing is noticed."""
    loaded = load_beside(*documents, vocabulary=vocabulary)
    assert loaded.diagnostics == ()
    assert loaded.plan is not None
    return loaded.plan


def underlined(*documents: str, code: str, vocabulary: str = VOCABULARY) -> str:
    """The text at the place of the first problem with ``code``."""
    found = load_beside(*documents, vocabulary=vocabulary).diagnostics
    span = next(d.span for d in found if d.code == code)
    assert span is not None
    return span.source.line(span.line)[span.column - 1 : span.end_column - 1]
