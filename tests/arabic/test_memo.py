"""Answers about forms: asked once, bounded, and the same whoever keeps them."""

from __future__ import annotations

import msgspec

from maydan.arabic.memo import Memo, within
from maydan.arabic.tokens import Word, tokenize, word
from maydan.arabic.verbs import VerbTable
from maydan.tables import lexicon
from maydan.theatre.names import STRONG, NameIndex, Sense


def test_a_memo_asks_once_and_stays_bounded() -> None:
    asked: list[int] = []

    def double(n: int) -> int:
        asked.append(n)
        return 2 * n

    memo = Memo(double, limit=4)
    assert [memo[n] for n in (1, 2, 1, 2)] == [2, 4, 2, 4]
    assert asked == [1, 2]
    for n in range(100):
        assert memo[n] == 2 * n
        assert memo[1] == 2
        assert len(memo) <= 4
    assert asked.count(1) == 1  # what is asked for again outlives the generations
    assert not memo.keys() & memo._elder.keys() and len(memo) + len(memo._elder) <= 8  # and is not kept twice


def test_a_form_in_plain_letters_is_its_own_key() -> None:
    for form in ("حلب", "وقصفت", "aleppo"):
        assert Word(form).key is form
    assert Word("مدينةً").key == "مدينه"


def test_numbers_within_a_range() -> None:
    assert within([1, 3, 5, 9], 3, 9) == [3, 5]
    assert within([], 0, 5) == []


def test_forms_before_a_pronoun_are_those_of_the_verb() -> None:
    table = VerbTable(lexicon("verb_forms"))
    plain = {r.form for r in table.read(word("قصفوا"))}
    bound = {r.form for r in table.read(word("قصفوها")) if r.enclitic == "ها"}
    assert plain and plain == bound
    assert not [r for r in table.read(word("قصفواها")) if r.enclitic == "ها"]
    weak = {r.form.person for r in table.read(word("أخلاها")) if r.enclitic == "ها"}
    assert "3ms" in weak


def test_names_kept_as_bytes_are_found_like_built_ones() -> None:
    names = [("جيش الفتح", Sense("actor", "a", STRONG)), ("حلب", Sense("place", "b", STRONG))]
    built = NameIndex.build(names)
    stored = dict(msgspec.msgpack.decode(msgspec.msgpack.encode(built.dump()), type=dict[str, msgspec.Raw]))
    kept = NameIndex(stored)
    text = "دخل جيش الفتح مدينة حلب وحلب"
    assert kept.find(text, tokenize(text)) == built.find(text, tokenize(text)) != []
    assert kept.senses("حلب") == built.senses("حلب") != ()
    assert kept.senses("حمص") == kept.senses("") == ()
    assert all(type(node) is msgspec.Raw for node in stored.values())  # unfolded for a while, never for good
