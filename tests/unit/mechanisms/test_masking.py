"""Masks keep what they say and hide the rest; what they hid is found again in other texts."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.masking import STAR, Mask, folded, found_in, looks, needles

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Mn", "Zs"]), max_size=12
)
MASKS = st.builds(
    Mask, first=st.integers(0, 4), last=st.integers(0, 4), least=st.integers(1, 5)
)  # fmt: skip
NAMES = st.text("张王李欧阳娜明a1Z９", min_size=2, max_size=5)
SIGNS = st.sampled_from(["", " ", "-", "·", "　", "、", "."])
PLAIN = ["identity_number", "mobile_number", "bank_card", "email"]


@given(MASKS, st.text("张王李欧阳娜abc019X", max_size=20))
def test_a_mask_keeps_its_ends_and_hides_enough(mask, text):
    """The length stays; what is shown stands where it stood; nothing is shown as a whole."""
    shown = mask.of(text)
    assert len(shown) == len(text)
    hidden = sum(sign == STAR for sign in shown)
    assert all(sign in (STAR, own) for sign, own in zip(shown, text))
    assert hidden >= min(mask.least, len(text))
    kept = mask.first + mask.last
    assert hidden == (len(text) - kept if len(text) - kept >= mask.least else len(text))
    if hidden != len(text):
        assert shown[: mask.first] == text[: mask.first]
        assert shown[len(shown) - mask.last :] == text[len(text) - mask.last :]


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (Mask(first=1), "李", "*"),
        (Mask(first=1), "张三", "张*"),
        (Mask(first=1, last=1), "张三", "**"),
        (Mask(first=3, last=4, least=4), "13812345678", "138****5678"),
        (Mask(first=3, last=4, least=4), "6650123", "*******"),
        (Mask(first=1), "  张三 ", "张*"),
        (Mask(), "abc", "***"),
        (Mask(first=1), "", ""),
    ],
)
def test_short_texts_are_not_shown_because_they_are_short(mask, text, shown):
    """A text of which nothing or too little would be hidden is hidden as a whole."""
    assert mask.of(text) == shown


@given(NAMES, st.lists(SIGNS, min_size=6, max_size=6), TEXTS, TEXTS)
def test_a_value_is_found_however_it_is_broken(name, signs, before, after):
    """Blanks, hyphens, dots and full width between its letters do not hide it."""
    broken = "".join(sign + letter for sign, letter in zip(signs, name))
    assert found_in(needles(name), f"{before}{broken}{after}")


@given(NAMES, TEXTS)
def test_what_is_not_there_is_not_found(name, text):
    """Found only where the folded text holds the folded value."""
    assert found_in(needles(name), text) is (folded(name) in folded(text))


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-"]),
    st.sampled_from(["", "+86", "86 ", "电话"]),
)  # fmt: skip
def test_mobile_numbers_are_seen(number, sign, before):
    """In one piece or in groups, with or without the code of the country."""
    shown = f"请致电{before}{number[:3]}{sign}{number[3:7]}{sign}{number[7:]}。"
    assert "mobile_number" in looks(shown, PLAIN)


@given(st.dates(date(1850, 1, 1)), st.integers(0, 9999))
def test_identity_numbers_are_seen(born, rest):
    """Whatever the check digit; the day in them is one of the calendar."""
    text = f"证件110101{born:%Y%m%d}{rest:03}"[:19] + "X"
    assert "identity_number" in looks(text, PLAIN)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("电话 010-65123456", ()),
        ("文号 110101199013321234", ()),  # no such day
        ("编号 12345678901", ()),  # does not begin like a mobile number
        ("卡号 4111 1111 1111 1111", ("bank_card",)),
        ("卡号 4111 1111 1111 1112", ()),
        ("联系 a.b@gov.example", ("email",)),
        ("１３８００００１２３４", ("mobile_number",)),
        ("金额 138000012345 元", ()),
        ("", ()),
    ],
)
def test_what_does_not_look_like_one_is_left_alone(text, seen):
    """Landlines, numbers of documents, sums of money."""
    assert looks(text, PLAIN) == seen


def test_one_letter_is_not_looked_for():
    """A name of one letter would be found everywhere."""
    assert not found_in(needles("李"), "李子")
    assert not found_in(needles("·"), "·")


def test_each_of_several_is_looked_for():
    """Two names in one value are two names in a text."""
    assert found_in(needles("张三、李四"), "准予李四")
    assert not found_in(needles("张三、李四"), "准予王五")


@given(TEXTS)
def test_folding_leaves_letters_and_digits(text):
    """As a plain walk over the letters does, and folding again changes nothing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    assert folded(text) == "".join(sign for sign in plain if sign.isalnum())
