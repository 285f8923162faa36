"""Publish profiles: what may leave a case, and a preview of what does.

Under "public" a private person (one whom no theatre lists) is known only by role, a point is that of the district or
province, words that contain a private person's name are left out, and so are bylines and the names of files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

import msgspec

from maydan.arabic.fold import fold
from maydan.errors import ExportError
from maydan.exports.coarse import Coarse
from maydan.exports.model import Bundle
from maydan.exports.names import Names
from maydan.picture.tables import Row, Tables

_TEXTS = ("quote", "text", "title", "about", "trigger", "url")  # written words, in which a name may stand
_KEYS = ("record_id", "document_id", "incident_id", "place", "where")
_PROCLITICS = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك")


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken out on the way.

    Attributes:
        persons: private persons by "name" or by "role".
        points: "exact", or that of the "district" (the province where no district is known).
        quotes: "all", "no-private-names", or "none".
        bylines: whether authors and the names of files leave.
    """

    name: str
    persons: str = "name"
    points: str = "exact"
    quotes: str = "all"
    bylines: bool = True


PROFILES: dict[str, Profile] = {
    "full": Profile(name="full"),
    "public": Profile(name="public", persons="role", points="district", quotes="no-private-names", bylines=False),
}


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves under a profile.

    Attributes:
        rows: rows by table. columns: by table.
        public_persons: names of listed persons that leave as they are.
        roles: role -> how many private persons leave under it.
        persons: pseudonym -> name, for the eyes of who decides; never written into an export.
        texts_left_out: texts left out, by table. points_moved: places whose point was made coarser.
        points_dropped: places that lost their point because no district is known. bylines_left_out: documents.
    """

    profile: str
    rows: dict[str, int]
    columns: dict[str, list[str]]
    public_persons: list[str]
    roles: dict[str, int]
    persons: dict[str, str]
    texts_left_out: dict[str, int]
    points_moved: int
    points_dropped: int
    bylines_left_out: int


def profile_named(profile: str | Profile) -> Profile:
    """A profile by name, or the one given.

    Raises:
        ExportError: there is none of that name.
    """
    if isinstance(profile, Profile):
        return profile
    if profile not in PROFILES:
        raise ExportError(f"there is no publish profile {profile!r}", f"use one of {', '.join(PROFILES)}")
    return PROFILES[profile]


def preview(bundle: Bundle, profile: str | Profile) -> Preview:
    """What would leave, without writing anything."""
    return apply(bundle, profile_named(profile))[1]


def apply(bundle: Bundle, profile: Profile) -> tuple[Bundle, Preview]:
    """The bundle as the profile lets it leave, and what was taken out."""
    names = bundle.names
    private = _private(bundle) if profile.persons == "role" or profile.quotes == "no-private-names" else {}
    roles = _roles(bundle, private) if profile.persons == "role" else {}
    coarse = Coarse(bundle) if profile.points == "district" else None
    hidden = _name_words(bundle, private)
    left_out: Counter[str] = Counter()
    tables: Tables = {}
    for table, rows in bundle.tables.items():
        tables[table] = []
        for row in rows:
            new = dict(row)
            _texts(table, new, profile, hidden, left_out)
            if not profile.bylines and table == "documents":
                new |= {"author": "", "name": new["document_id"]}
            new = {k: _mapped(v, private) if k not in _KEYS else v for k, v in new.items()} if roles else new
            if table == "actors" and row["actor"] in roles:
                new |= {"name_ar": "", "name_en": roles[str(row["actor"])]}
            tables[table].append(coarse.row(table, new) if coarse else new)
    if roles and "actors" in tables:
        tables["actors"] = [dict(t) for t in dict.fromkeys(tuple(r.items()) for r in tables["actors"])]
    about = msgspec.structs.replace(bundle.about, profile=profile.name)
    new_bundle = Bundle(tables=tables, names=Names(tables, names.theatres), about=about)
    return new_bundle, Preview(
        profile=profile.name, rows={t: len(r) for t, r in tables.items()},
        columns={t: list(r[0]) for t, r in tables.items() if r},
        public_persons=[p.name for p in names.public_persons(_actor_ids(bundle)) if p.id not in private],
        roles=dict(sorted(Counter(roles.values()).items())),
        persons={private[i]: names.actor(i).name for i in private} if roles else {},
        texts_left_out=dict(left_out), points_moved=coarse.moved if coarse else 0,
        points_dropped=coarse.dropped if coarse else 0,
        bylines_left_out=0 if profile.bylines else sum(bool(d.get("author")) for d in bundle.rows("documents")),
    )


def _actor_ids(bundle: Bundle) -> set[str]:
    """Every id that stands in an actor slot."""
    found = {str(r["actor"]) for r in bundle.rows("actors")}
    slots = {"events": ("voice",), "holdings": ("holder", "from_holder", "voice"), "ties": ("a", "b", "voice"),
             "outlooks": ("by", "voice"), "sayings": ("speaker", "voice")}
    for table, columns in slots.items():
        found |= {str(r[c]) for r in bundle.rows(table) for c in columns if r.get(c)}
    for table in ("events", "incidents"):
        found |= {str(a) for r in bundle.rows(table) for c in ("who", "whom") for a in r.get(c) or ()}
    return found


def _private(bundle: Bundle) -> dict[str, str]:
    """Private person -> pseudonym, numbered in the order of the documents and then of the id."""
    order: dict[str, int] = {}
    for row in bundle.rows("actors"):
        order.setdefault(str(row["actor"]), len(order))
    found = sorted((i for i in _actor_ids(bundle) if bundle.names.private(i)), key=lambda i: (order.get(i, 10**9), i))
    return {actor: f"private:{number:04d}" for number, actor in enumerate(found, 1)}


def _roles(bundle: Bundle, private: dict[str, str]) -> dict[str, str]:
    """Private person -> what the documents say that he or she is."""
    roles: dict[str, str] = {}
    for relation, role in (("commands", "a commander of"), ("part-of", "a member of")):
        for tie in bundle.rows("ties"):
            if tie["a"] in private and tie["relation"] == relation and tie.get("b") and tie["b"] not in private:
                roles.setdefault(str(tie["a"]), f"{role} {bundle.names.actor(str(tie['b'])).name}")
    speakers = {str(s["speaker"]) for s in bundle.rows("sayings") if s.get("speaker")}
    harmed = {str(a) for e in bundle.rows("events") for a in e.get("whom") or ()}
    for actor in private:
        roles.setdefault(actor, "a speaker quoted" if actor in speakers else
                         "a person done to" if actor in harmed else "a private person")
    return roles


def _mapped(value: Any, private: dict[str, str]) -> Any:
    if isinstance(value, str):
        return private.get(value, value)
    if isinstance(value, list):
        return [private.get(v, v) if isinstance(v, str) else v for v in value]
    return value


class _Hidden(msgspec.Struct):
    """Private persons' names as folded words.

    Attributes:
        here: document -> every word of the names in it. whole: the longest word of a name -> the names that have it.
    """

    here: dict[str, set[str]]
    whole: dict[str, set[frozenset[str]]]

    def names(self, document: str, text: str) -> bool:
        """Whether a text names one: by a part of a name of its own document (later mentions are short), or whole."""
        words = set(_words(text))
        if words & self.here.get(document, set()):
            return True
        return any(name <= words for w in words for name in self.whole.get(w, ()))


def _name_words(bundle: Bundle, private: dict[str, str]) -> _Hidden:
    found = _Hidden(defaultdict(set), defaultdict(set))
    for row in bundle.rows("actors"):
        if row["actor"] in private:
            for name in (row.get("name_ar"), row.get("name_en")):
                words = frozenset(w for w in _words(str(name or "")) if len(w) > 2)
                if words:
                    found.here[str(row["document_id"])] |= words
                    found.whole[max(sorted(words), key=len)].add(words)
    return found


def _words(text: str) -> Iterable[str]:
    """Folded words, each also without the particles that Arabic writes on to it."""
    for word in "".join(c if c.isalnum() else " " for c in fold(text).casefold()).split():
        yield word
        for particle in _PROCLITICS:
            if word.startswith(particle) and len(word) - len(particle) > 2:
                yield word[len(particle):]


def _texts(table: str, row: Row, profile: Profile, hidden: _Hidden, left_out: Counter[str]) -> None:
    """Empty the texts that may not leave; offsets go with the words."""
    if profile.quotes == "all":
        return
    for column in _TEXTS:
        text = row.get(column)
        if not text or not isinstance(text, str):
            continue
        named = hidden.names(str(row.get("document_id")), unquote(text) if column == "url" else text)
        if named or (profile.quotes == "none" and column in ("quote", "text")):
            row[column] = None
            left_out[table] += 1
            if column in ("quote", "text"):
                row["start"] = row["end"] = None
