"""Matching of requests: lexicon, learned matchers, and how they are measured."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import MissingExtraError
from govcoord.mechanisms.matching.bayes import train_bayes
from govcoord.mechanisms.matching.grams import grams
from govcoord.mechanisms.matching.learned import Example
from govcoord.mechanisms.matching.lexicon import Lexicon, Term, judge, score
from govcoord.mechanisms.matching.linear import train_linear
from govcoord.mechanisms.matching.validation import Measured, cross_validate, folds, measure

CATALOGUE = Path(__file__).parents[4] / "shared/data/service_catalogue/items.csv"
words = st.text(alphabet="甲乙丙ab", min_size=1, max_size=4)
texts = st.text(alphabet="甲乙丙ab ，", max_size=20)
terms = st.lists(words, unique=True, max_size=8).map(
    lambda ws: tuple(Term(w, {("matter", w): len(w)}) for w in ws)
)
examples = st.lists(
    st.builds(Example, st.text(alphabet="甲乙丙丁", max_size=6), st.sampled_from("xyz")),
    min_size=2,
    max_size=25,
)


def plain_find(terms, text):
    """A reference: look at all places, the longest and then the first that is still free."""
    found, free = [], [True] * len(text)
    for size in range(len(text), 0, -1):
        for at in range(len(text) - size + 1):
            word = text[at : at + size]
            edges = [(at, at - 1), (at + size, at + size - 1)]
            cut = any(
                0 < a < len(text)
                and all(c.isascii() and c.isalnum() for c in (text[a], text[a - 1]))
                for a, _ in edges
            )
            if word in {t.text for t in terms} and all(free[at : at + size]) and not cut:
                free[at : at + size] = [False] * size
                found.append((at, word))
    return [word for _, word in sorted(found)]


@given(terms, texts)
def test_terms_are_found_longest_first_without_overlap(terms, text):
    """The fast search finds what a plain one does."""
    form = " ".join(text.replace("，", ",").split())
    assert [hit.term.text for hit in Lexicon(terms).find(text)] == plain_find(terms, form)


@given(terms, texts)
def test_the_order_of_terms_does_not_matter(terms, text):
    """A lexicon is a set of terms."""
    assert score(Lexicon(terms).find(text)) == score(Lexicon(terms[::-1]).find(text))


def test_scores_are_exact():
    """Three thirds are one."""
    third = Fraction(1, 3)
    lexicon = Lexicon(tuple(Term(w, {("matter", "m"): third}) for w in "甲乙丙"))
    (one,) = score(lexicon.find("甲乙丙甲"))
    assert one.score == 1
    assert isinstance(one.score, int)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(0, 7), st.integers(0, 3))
def test_an_answer_is_taken_only_where_it_is_strong_and_alone(weights, threshold, margin):
    """Confident means: at the threshold, and ahead by the margin and by something."""
    lexicon = Lexicon(
        tuple(Term(f"词{n}号", {("matter", str(n)): w}) for n, w in enumerate(weights))
    )
    scored = score(lexicon.find("，".join(t.text for t in lexicon.terms)))
    first, *rest = sorted(weights, reverse=True)
    ahead = first - rest[0] if rest else first
    expected = first >= threshold and (not rest or (ahead >= margin and ahead > 0))
    assert (judge(scored, threshold, margin) == "confident") is expected


def test_nothing_is_joined_over_a_mark():
    """`甲，乙` has no run `甲乙`."""
    assert "甲乙" not in grams("甲，乙")
    assert grams("甲，乙", 1) == Counter(["甲", "乙"])


@given(examples, st.randoms(use_true_random=False), st.text(alphabet="甲乙丙丁戊", max_size=6))
def test_learning_is_deterministic(found, random, text):
    """The order of the examples changes nothing."""
    shuffled = list(found)
    random.shuffle(shuffled)
    assert train_bayes(found).suggest(text) == train_bayes(shuffled).suggest(text)


@given(examples, st.integers(2, 6))
def test_folds_share_every_label_evenly(found, number):
    """All examples are in one part each; with groups of one, parts differ by one text at most."""
    found = [Example(f"{one.text}{n}", one.label) for n, one in enumerate(found)]
    parts = folds(found, number)
    assert Counter(one for part in parts for one in part) == Counter(found)
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 1
    for label in "xyz":
        counts = [sum(one.label == label for one in part) for part in parts]
        assert max(counts) - min(counts) <= 1


@given(examples, st.integers(2, 4))
def test_a_group_is_never_split(found, number):
    """Variants of one item stand in one part."""
    found = [Example(one.text, one.label, one.text[:1]) for one in found]
    at = {}
    for n, part in enumerate(folds(found, number)):
        for one in part:
            assert at.setdefault(one.group, n) == n


def test_measures_are_those_of_the_textbook():
    """Accuracy, recall, precision and macro F1 of a small table."""
    made = Measured({("a", "a"): 3, ("a", "b"): 1, ("b", "b"): 1, ("b", "a"): 1, ("c", "a"): 2})
    assert made.accuracy == Fraction(4, 8)
    assert made.recall("a") == Fraction(3, 4)
    assert made.precision("a") == Fraction(3, 6)
    assert made.precision("c") is None
    assert made.macro_f1 == (Fraction(6, 10) + Fraction(2, 4) + 0) / 3
    assert made.taken_for("a") == (("b", 1),)


def test_the_words_that_decided_are_in_the_text():
    """Reasons speak for the first guess and are runs of the text."""
    matcher = train_bayes([Example("养老院补贴", "民政"), Example("公交线路", "交通")])
    said = matcher.suggest("老人坐公交")
    assert said.label == "交通"
    assert said.reasons
    assert all(one.gram in " 老人坐公交 " and one.weight > 0 for one in said.reasons)


def test_without_scikit_learn_the_extra_is_named(monkeypatch):
    """The linear matcher says which extra to install."""
    monkeypatch.setitem(__import__("sys").modules, "sklearn.svm", None)
    monkeypatch.setitem(__import__("sys").modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(MissingExtraError, match="matching"):
        train_linear([Example("a", "x")])


@pytest.mark.parametrize("labels", ["xy", "xyz", "x"])
def test_a_linear_matcher_finds_its_own_examples(labels):
    """With one, two and more labels the learned texts are recognised."""
    pytest.importorskip("sklearn")
    found = [Example(f"{label}{label}甲", label) for label in labels]
    matcher = train_linear(found)
    assert all(matcher.suggest(one.text).label == one.label for one in found)
    assert matcher.suggest("，").label is None


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the service catalogue is not here")
def test_the_service_catalogue_is_learned_better_than_by_chance():
    """On real items the matcher reaches what the docs say, with and without variants apart."""
    with CATALOGUE.open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    found = [Example(row["item"], row["department"]) for row in rows]
    made = cross_validate(train_bayes, found)
    assert made.texts == 794
    assert round(made.accuracy, 3) == Fraction("0.780")
    most = max(Counter(one.label for one in found).values())
    assert made.accuracy > 2 * Fraction(most, len(found))
    grouped = [
        Example(row["item"], row["department"], row["main_item"])
        if row["main_item"] != "未分类"
        else Example(row["item"], row["department"])
        for row in rows
    ]
    apart = cross_validate(train_bayes, grouped)
    assert round(apart.accuracy, 3) < round(made.accuracy, 3)
    assert measure(train_bayes(found), found).accuracy > Fraction(9, 10)
