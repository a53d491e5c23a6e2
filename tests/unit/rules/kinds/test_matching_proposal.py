"""The YAML of a proposed lexicon."""

from __future__ import annotations

from fractions import Fraction

import yaml
from hypothesis import given
from hypothesis import strategies as st

from govcoord import load
from govcoord.mechanisms.matching.learned import Example
from govcoord.mechanisms.matching.proposing import train_lexicon
from govcoord.rules.kinds.matching_proposal import propose_lexicon

WORDS = """
kind: vocabulary
id: words
departments: {civil: {title: 民政局, aliases: ["no", "民政: 一"]}, transport: 交通局}
choices: {matters: {bus: 公交线路}}
"""
LABELS = ["民政局", "civil", "no", "民政: 一", "交通局", "公交线路"]
TITLES = {"civil": "民政局", "no": "民政局", "民政: 一": "民政局"}
IDS = {"民政局": "civil", "交通局": "transport", "公交线路": "bus"}
examples = st.lists(
    st.builds(Example, st.text("养老院公交车on: #-，", max_size=10), st.sampled_from(LABELS)),
    max_size=15,
)


def plan_of(tmp, *more):
    (tmp / "rules.yaml").write_text("---".join([WORDS, *(f"\n{text}" for text in more)]), "utf-8")
    return load(tmp)


@given(examples)
def test_what_is_written_scores_as_what_was_learned(tmp_path_factory, found):
    """The document loads as it stands and gives each department the same score."""
    tmp = tmp_path_factory.mktemp("lexicon")
    plan = plan_of(tmp)
    made = propose_lexicon(found, plan.vocabulary)
    assert made.unknown == ()
    assert len(yaml.safe_load(made.text)["terms"]) == made.terms
    if not made.terms:
        return
    matcher = train_lexicon([Example(one.text, TITLES.get(one.label, one.label)) for one in found])
    plan = plan_of(tmp, made.text)
    for one in found:
        if not one.text.strip():
            continue
        result = plan.assess("proposed_lexicon", {"text": one.text})
        scores = {
            IDS[guess.label]: Fraction(guess.score) for guess in matcher.suggest(one.text).guesses
        }
        said = {c.id: c.score for c in (*result.alternatives, *result.department_alternatives)}
        assert {id_: scores.get(id_) for id_ in said} == said
        assert not scores or said or result.matter or result.department


def test_labels_without_a_department_are_named(tmp_path):
    """They are written all the same, so that loading points at the place."""
    plan = plan_of(tmp_path)
    made = propose_lexicon([Example("养老院", "老龄委")] * 2, plan.vocabulary)
    assert made.unknown == ("老龄委",)
    assert "  # 老龄委: 2\n  - {term: 养老院, departments: {老龄委: " in made.text
