"""Deaths and wounds: who the victims are (civilians, fighters), and several words for one count of harm."""

from __future__ import annotations

from maydan.reading.events.link import is_attack
from maydan.reading.events.spot import Draft

_HARM_FRAMES = {"harm", "kill", "wound", "harmnoun", "killobj", "massacre", "deadly"}
_PEOPLE_FRAMES = {"displace", "displaced", "evacuate", "aidwounded", "take"}
_COUNTED_FRAMES = _HARM_FRAMES | _PEOPLE_FRAMES
_KILLING = {"harm", "kill", "killobj", "massacre", "deadly"}
_TOLD = "بلغت الحصيلة"  # the number behind it counts the victims
_FAMILY = frozenset((
    "عائله", "اسره", "عائلته", "زوجته", "زوجها", "ابنه", "ابنته", "ابنها", "ابنتها", "طفله", "طفلته", "طفلها", "اطفاله",
    "اطفالها", "اولاده", "والده", "والدته", "شقيقه", "شقيقته",
))
_FAMILY_NEAR = 7  # tokens from a victim to a word of the family, which makes no fighter of him
_DEAD_NOUNS = {"قتلي", "قتيل", "شهيد", "شهداء", "ضحايا", "ضحيه", "شهيدا", "قتيلا", "قتيلين", "شهيدين", "قتلا"}


def count(draft: Draft) -> None:
    """Set civilians, fighters and killed of a harm draft by the words of its victims."""
    if draft.row.frame not in _COUNTED_FRAMES:
        return
    grammar = draft.grammar
    classes = grammar.words.classes
    heads: list[str] = []
    for arg in draft.victims:
        heads.append(arg.head)
    for arg in draft.whom:
        m = arg.mention
        if m is None:
            continue
        heads.append(arg.head)
        for t in range(m.first, m.last):
            heads.append(grammar.bare_key(t))
        if m.ref == "civilians":
            draft.civilians = True
        elif m.kind == "actor" and not m.ref.startswith("person:"):
            draft.fighters = draft.fighters or m.ref != "civilians"
    if draft.row.word == _TOLD:
        heads += [grammar.bare_key(t) for t in range(draft.last, grammar.clauses[draft.clause].end)]
    for head in heads:
        known = classes.get(head, set())
        if "civil" in known and "fighter" not in known:
            draft.civilians = True
        elif "fighter" in known:
            draft.fighters = True
    if draft.victims and not draft.civilians and not draft.fighters:
        at = draft.victims[0].at
        stop = min(grammar.clauses[draft.clause].end, at + _FAMILY_NEAR)
        draft.civilians = any(
            grammar.key(t) in _FAMILY or grammar.key(t).removeprefix("و") in _FAMILY for t in range(at, stop))
    if draft.row.type in ("harm", "kill-civilians"):
        if draft.row.frame == "harmnoun" or draft.row.word in ("سقط قتلى", "وقع قتلى", "أوقع قتلى"):
            stop = min(grammar.clauses[draft.clause].end, draft.last + 6)
            span = {grammar.bare_key(t) for t in range(draft.at, stop)}
            draft.killed = bool(span & _DEAD_NOUNS) or draft.row.frame == "harmnoun"
        else:
            draft.killed = draft.row.frame in _KILLING


def merge(live: list[Draft]) -> list[Draft]:
    """Join coordinated words of one count (قتل وأصيب) where no other attack, place or time parts them."""
    kept: list[Draft] = []
    for draft in live:
        if draft.dropped or draft.row.frame not in _HARM_FRAMES:
            kept.append(draft)
            continue
        massacre = _massacre(draft, kept)
        if massacre is not None:
            _tell(*massacre)
            if massacre[0] is not draft:
                kept.append(draft)
            continue
        first = next((d for d in reversed(kept) if d.row.frame in _HARM_FRAMES and not d.dropped), None)
        if first is not None and _same_count(first, draft, kept):
            of_both = [a for a in draft.whom if not first.whom and a.mention is not None
                       and a.mention.ref in draft.refs_whom]  # مقتل وجرح جنود من X
            first.whom = [*first.whom, *of_both]
            first.refs_whom += [r for r in draft.refs_whom if r not in first.refs_whom]
            first.civilians = first.civilians or draft.civilians
            first.killed = first.killed or draft.killed
            first.used |= {draft.at}
            first.victims += draft.victims
            if first.cause is None:
                first.cause = draft.cause
            first.refs_where += [r for r in draft.refs_where if r not in first.refs_where]
            if not first.refs_who:
                first.refs_who = list(draft.refs_who)
            of_civilians = first.type == "casualties" and first.killed and first.civilians and not draft.fighters
            if (draft.type == "kill-civilians" or of_civilians) and not first.fighters:
                first.type = "kill-civilians"
            draft.dropped = "same count"
            continue
        kept.append(draft)
    return kept


_BY_SNIPERS = "قنصا"
_MASSACRES = frozenset(("مجازر", "مذابح", "المجازر", "المذابح", "مجزرتين", "مجزرتان"))
_ITS_DEAD = 3  # tokens
_MASSACRE_REACH = 40  # tokens between a massacre and the count of its dead


def _massacre(draft: Draft, kept: list[Draft]) -> tuple[Draft, Draft] | None:
    """Of a massacre and the count of its dead in one sentence the word that is left out and the one that tells both.

    The count tells where it follows (مجزرة في X، حيث قتل 5 مدنيين) and where it goes before (قتل 5 مدنيين في مجزرة).
    """
    other = next((d for d in reversed(kept) if d.row.frame in _HARM_FRAMES and not d.dropped), None)
    if other is None or draft.at - other.last > _MASSACRE_REACH:
        return None
    if other.row.frame == "massacre" and draft.row.frame == "harmnoun" and draft.at - other.last <= _ITS_DEAD:
        return draft, other  # مجزرة ضحاياها أطفال
    if draft.status != other.status:
        return None
    word, count_ = (other, draft) if other.row.frame == "massacre" else (draft, other)
    if word.row.frame != "massacre" or count_.row.frame not in ("harm", "kill") or count_.fighters:
        return None
    grammar = draft.grammar
    if any(grammar.key(t).lstrip("لب") in _MASSACRES for t in range(word.at, min(word.last + 3, grammar.last))):
        return None
    if not (count_.killed and (count_.victims or count_.whom)):
        return None
    if word.refs_where and count_.refs_where and not set(word.refs_where) & set(count_.refs_where):
        return None
    if word is draft and draft.before != "في":
        return None
    return word, count_


def _tell(word: Draft, count_: Draft) -> None:
    """Leave a massacre out and let the count of its dead tell it."""
    count_.refs_who = count_.refs_who or list(word.refs_who)
    count_.refs_whom = count_.refs_whom or list(word.refs_whom)
    count_.refs_where = count_.refs_where or list(word.refs_where)
    count_.when = count_.when or word.when
    count_.cause = count_.cause or word.cause
    count_.victims += word.victims
    count_.type = "kill-civilians"
    count_.civilians = True
    word.dropped = "same count"


def _same_count(first: Draft, draft: Draft, kept: list[Draft]) -> bool:
    if first.status != draft.status or draft.at - first.at > 22:
        return False
    between = [d for d in kept if first.at < d.at < draft.at and not d.dropped and d is not first]
    if any(d.row.frame not in _HARM_FRAMES and d.cause is None and d is not first.cause for d in between):
        return False
    if draft.row is first.row and any(is_attack(d) for d in between):
        return False  # قتل X بانفجار في A، وقتل Y في B
    own = set(draft.refs_where)
    if own and first.refs_where and not own & set(first.refs_where):
        return False
    if draft.cause is not None and first.cause is not None and draft.cause is not first.cause:
        return False
    joined = draft.noun.pro.startswith("و") if draft.noun else bool(draft.verb and draft.verb.pro.startswith("و"))
    if not joined and any(a.marker == "bare" and a.mention is not None and 0 <= a.at - draft.last <= 1
                          and a.mention.ref in first.refs_who for a in draft.whom):
        return False  # قتل الجيش شابين فيما أصيب أحد جنوده
    adjacent = draft.at - first.last <= 3 or (draft.noun is not None and draft.grammar.key(draft.at) == _BY_SNIPERS)
    if draft.row.frame == "harmnoun" and draft.at - first.last <= 8:
        return True
    return joined or adjacent or _between_words(first, draft)


def _between_words(first: Draft, draft: Draft) -> bool:
    grammar = draft.grammar
    keys = {grammar.key(t) for t in range(first.last, draft.at)}
    return bool(keys & {"اضافه", "فضلا", "فيما", "بينما", "كما", "الي"}) and draft.cause in (None, first.cause)
