"""Word lists compiled for look-up over tokens: longest phrase first, proclitics taken off the first word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Token, Word, tokenize

T = TypeVar("T")


class Hit(Generic[T]):
    """A phrase found: ``last`` is the token number after it, ``pro`` the proclitics before its first word."""

    __slots__ = ("article", "last", "pro", "value")

    def __init__(self, last: int, pro: str, value: T, article: bool) -> None:
        self.last = last
        self.pro = pro
        self.value = value
        self.article = article


def keys_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase, punctuation left out."""
    return tuple(t.word.key for t in tokenize(phrase) if t.word.kind in ("ar", "num", "lat"))


class Phrases(Generic[T]):
    """Phrases of one or several words, each with what it stands for.

    Args:
        rows: (phrase, value) pairs; of two equal phrases the first wins.
        article: whether a first word may also carry the article ("الشهر" for "شهر").

    Attributes:
        starts: word -> (proclitics, article, phrases) that may begin with it; () for most words.
    """

    __slots__ = ("_article", "_first", "starts")

    def __init__(self, rows: Iterable[tuple[str, T]], *, article: bool = False) -> None:
        table: dict[str, dict[tuple[str, ...], T]] = {}
        for phrase, value in rows:
            keys = keys_of(phrase)
            if keys:
                table.setdefault(keys[0], {}).setdefault(keys[1:], value)
        self._first = {
            first: sorted(nodes.items(), key=lambda n: (-len(n[0]), n[0])) for first, nodes in table.items()
        }
        self._article = article
        self.starts: Memo[Word, tuple[tuple[str, bool, list[tuple[tuple[str, ...], T]]], ...]] = Memo(self._nodes, FEW)

    @property
    def firsts(self) -> frozenset[str]:
        """Folded words with which a phrase begins, without proclitics and added article."""
        return frozenset(self._first)

    def begins(self, word: Word) -> bool:
        """Whether some phrase begins with the word."""
        return bool(self._nodes(word))

    def _nodes(self, word: Word) -> tuple[tuple[str, bool, list[tuple[tuple[str, ...], T]]], ...]:
        gathered: list[tuple[str, bool, list[tuple[tuple[str, ...], T]]]] = []
        for pro, rest in word.proclitics:
            if rest in self._first:
                gathered.append((pro, False, self._first[rest]))
            if self._article and rest.startswith("ال") and rest[2:] in self._first:
                gathered.append((pro, True, self._first[rest[2:]]))
        return tuple(gathered)

    def at(self, tokens: list[Token], i: int) -> Hit[T] | None:
        """The longest phrase that starts at token ``i``, the word with the fewest proclitics first."""
        if i >= len(tokens):
            return None
        starts = self.starts[tokens[i].word]
        if not starts:
            return None
        best: Hit[T] | None = None
        reach = len(tokens) - i
        for pro, article, nodes in starts:
            for rest, value in nodes:
                size = len(rest) + 1
                if size > reach:
                    continue
                if best is not None and i + size <= best.last:
                    break
                at = i + 1
                for key in rest:
                    if tokens[at].word.key != key:
                        break
                    at += 1
                else:
                    best = Hit(at, pro, value, article)
                    break
        return best

    def values(self, word: Word) -> list[T]:
        """What the phrases that begin with the word stand for."""
        return [value for _, _, nodes in self.starts[word] for _, value in nodes]
