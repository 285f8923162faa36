"""Copies: exact and near duplicates, the earliest as the original."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from maydan.picture.copies import compare, copies, originals, overlap, shingles
from maydan.picture.kept import Compared

WORDS = [f"كلمة{n}" for n in range(400)]


def text(seed: int, length: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(words: str, share: float, seed: int) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) if rng.random() < share else w for w in words.split())


def test_exact_and_near_copies_and_the_original() -> None:
    first = text(1)
    found = copies([("b", "2016-02-15", edited(first, 0.05, 2)), ("a", "2016-02-14", first), ("c", "2016-02-16", first),
                    ("other", "2016-02-10", text(9))])
    assert found == {"a": "a", "b": "a", "c": "a", "other": "other"}


def test_a_copy_without_a_day_is_not_the_original() -> None:
    assert copies([("a", "", text(1)), ("b", "2016-02-14", text(1))])["a"] == "b"


def test_vowel_signs_and_marks_make_no_other_text() -> None:
    assert shingles("قَصَفَ النظامُ، المدينةَ") == shingles("قصف النظام المدينة")
    assert overlap(shingles("واحد"), shingles("واحد")) == 1.0
    assert overlap(frozenset(), frozenset()) == 1.0


def test_empty_texts_are_one_group_and_no_error() -> None:
    assert copies([]) == {}
    assert copies([("a", "", "")]) == {"a": "a"}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_one_word_in_twenty_changed_is_a_copy_and_order_is_nothing(seed: int) -> None:
    base = text(seed, 200)
    rows = [("a", "2016-01-01", base), ("b", "2016-01-02", edited(base, 0.05, seed)),
            ("c", "2016-01-03", text(seed + 1))]
    found = copies(rows)
    assert found == {"a": "a", "b": "a", "c": "c"}
    assert copies(rows[::-1]) == found


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_compared_bit_by_bit_or_at_once_is_the_same(seed: int) -> None:
    rng = random.Random(seed)
    texts = {f"d{n:02}": edited(text(n % 5, 60), rng.choice((0.0, 0.05, 0.2, 0.6)), n) for n in range(16)}
    names = sorted(texts)
    rng.shuffle(names)
    known = Compared()
    while names:
        size = rng.randrange(1, 6)
        part, names = names[:size], names[size:]
        known = compare(known, {n: texts[n] for n in part}, texts.__getitem__)
    whole = compare(Compared(), {n: texts[n] for n in known.documents}, texts.__getitem__)
    assert known.group == whole.group and sorted(known.documents) == whole.documents
    assert originals(known, {}) == originals(whole, {})
