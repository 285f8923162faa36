"""What full-text search is given of a text, what it is asked, and where in the text the answer stands.

Beside every folded word stand the stems that remain when its clitics are taken off (والمدينة: المدينه, مدينه), so that
a word is found whatever is written onto it. A query word stands for itself and, with the article, for its stem.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from maydan.arabic.fold import fold_with_map
from maydan.arabic.shadow import SPOKEN, shadow, stems
from maydan.arabic.tokens import Token, tokenize

__all__ = ["Query", "Term", "find", "fts5", "parse", "plain_letters", "shadow", "snippet", "stems", "tsquery"]

_QUERY = re.compile(r'(-?)"([^"]*)"|(-?)([^\s"]+)')
_FOREIGN = re.compile("[^\x00-\x7f\u0621-\u064a\u0671-\u06d3]")  # neither ASCII nor a folded Arabic letter
_CONTEXT = 90  # letters of a snippet before and after the first find


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query.

    Attributes:
        words: folded words that stand next to each other (one, unless quoted).
        others: further forms that count as the word.
        prefix: whether words that begin so count.
        without: whether texts with it are left out.
        exact: whether only the folded word itself counts, not a word that holds it with clitics.
    """

    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    prefix: bool = False
    without: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: every term must be met."""

    terms: tuple[Term, ...] = field(default=())

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Terms that must be there."""
        return tuple(t for t in self.terms if not t.without)


def parse(text: str, *, exact: bool = False) -> Query:
    """A query as a person writes it: words, "words in a row", -word to leave out, begin* for beginnings.

    Args:
        exact: take every word as written (folded), not with clitics.
    """
    found = []
    for match in _QUERY.finditer(text):
        quoted = match.group(2) is not None
        without = bool(match.group(1) or match.group(3))
        body = match.group(2) if quoted else match.group(4)
        prefix = not quoted and body.endswith("*")
        tokens = [t for t in tokenize(body) if t.word.kind in SPOKEN]
        if not tokens:
            continue
        alone = len(tokens) == 1 and not quoted
        others: tuple[str, ...] = ()
        if alone and not exact and not prefix:
            form = tokens[0].word
            others = tuple(sorted({s.stem for s in form.splits if s.article and not s.enclitic} - {form.key}))
        found.append(Term(tuple(t.key for t in tokens), others, prefix, without, exact or quoted))
    return Query(tuple(found))


def plain_letters(folded: str) -> str:
    """Folded words as FTS5 takes them: Latin letters without their marks, signs as spaces.

    So its quickest tokenizer, which knows ASCII alone, finds the same words as the one that knows all letters, which
    takes more than twice as long, and what is written one way is found the other ("été", "ete").
    """
    return folded if _FOREIGN.search(folded) is None else _FOREIGN.sub(_bare, folded)


def _bare(match: re.Match[str]) -> str:
    letter = match.group()
    if unicodedata.combining(letter):
        return ""
    if not letter.isalnum():
        return " "
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if len(parts) == 2 and unicodedata.combining(parts[1]) else letter


def fts5(query: Query) -> str:
    """The query in FTS5's language; "" where nothing is asked for."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in query.terms:
        if len(term.words) > 1:
            part = 'words:"' + " ".join(map(plain_letters, term.words)) + '"'
        else:
            forms = " OR ".join(f'"{plain_letters(w)}"' + ("*" if term.prefix else "")
                                for w in (*term.words, *term.others))
            part = f"words:({forms})" if term.exact else f"({forms})"
        (unwanted if term.without else wanted).append(part)
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {part}" for part in unwanted)


def tsquery(query: Query) -> str:
    """The query in PostgreSQL's language, for ``to_tsquery('simple', ...)``; "" where nothing is asked for."""
    parts = []
    for term in query.terms:
        mark = ("*" if term.prefix else "") + ("A" if term.exact or len(term.words) > 1 else "")
        lexemes = [" <-> ".join(_lexeme(w, mark) for w in term.words)]
        lexemes += [_lexeme(w, mark) for w in term.others]
        joined = "(" + " | ".join(lexemes) + ")"
        parts.append("!" + joined if term.without else joined)
    return " & ".join(parts) if query.wanted else ""


def _lexeme(key: str, mark: str) -> str:
    quoted = key.replace("\\", "").replace("'", "''")
    return f"'{quoted}'" + (f":{mark}" if mark else "")


def find(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the query's words stand in the text: (start, end) in its own letters, by place, clitics left out."""
    tokens = [t for t in tokenize(text) if t.word.kind in SPOKEN]
    spans: set[tuple[int, int]] = set()
    for term in query.wanted:
        if len(term.words) > 1:
            size = len(term.words)
            for i in range(len(tokens) - size + 1):
                if all(tokens[i + k].key == term.words[k] for k in range(size)):
                    spans.add((tokens[i].start, tokens[i + size - 1].end))
            continue
        wanted = {*term.words, *term.others}
        for token in tokens:
            if span := _span(token, wanted, term):
                spans.add(span)
    return _merged(sorted(spans))


def _span(token: Token, wanted: set[str], term: Term) -> tuple[int, int] | None:
    if token.key in wanted or (term.prefix and token.key.startswith(term.words[0])):
        return token.start, token.end
    if term.exact:
        return None
    forms = stems(token.word.form)
    hits = {s for s in forms if s.startswith(term.words[0])} if term.prefix else wanted & forms
    if not hits:
        return None
    longest = max(hits, key=lambda s: (len(s), s))
    mapped = fold_with_map(token.word.form)
    at = mapped.key.find(longest)
    if at < 0:
        return token.start, token.end
    start, end = mapped.to_original(at, at + len(longest))
    return token.start + start, token.start + end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def snippet(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """A stretch of text around the first finds, not cutting words: (start, end)."""
    first = spans[0] if spans else (0, 0)
    start = max(0, first[0] - _CONTEXT)
    end = min(len(text), first[1] + _CONTEXT)
    while start > 0 and not text[start - 1].isspace() and first[0] - start < 2 * _CONTEXT:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - first[1] < 2 * _CONTEXT:
        end += 1
    return start, end
