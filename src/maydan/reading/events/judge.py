"""What counts as an event: a party or a place, grown-up evidence for weak words, and nothing told twice."""

from __future__ import annotations

from maydan.reading.events.spot import Draft

_NO_PARTY_NEEDED = {"bombing", "casualties", "kill-civilians", "clash", "airstrike", "shelling", "missile-strike"}
_WORD_TYPES = {"demand", "reject", "accuse", "threaten", "promise", "support-statement"}
_FAMILY = {
    "offensive": 0, "advance": 0, "capture": 0, "recapture": 0, "clash": 0, "airstrike": 1, "shelling": 1,
    "missile-strike": 1, "bombing": 1, "chemical-attack": 1, "kill-civilians": 2, "casualties": 2,
}


def is_event(draft: Draft) -> bool:
    """Whether a draft has what its grade asks for."""
    who, whom, where = draft.refs_who, draft.refs_whom, draft.refs_where
    if draft.echo:
        return False
    if not (who or whom or where):
        return bool(draft.victims) and draft.type in ("casualties", "kill-civilians") and draft.row.grade == "s"
    if draft.type in _WORD_TYPES:
        return bool(who) and (bool(whom) or draft.row.grade == "s")
    if draft.type in ("meeting", "negotiation-round", "agreement", "mediate"):
        return bool(who) and (len(who) > 1 or draft.row.grade == "s" or bool(where))
    if draft.row.grade == "w":
        return bool(who or whom) and (bool(where) or bool(who) and bool(whom))
    if draft.part in ("active", "passive") and draft.row.grade != "s":
        return bool(who or whom) and bool(where or whom)
    return True


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Leave out a draft that repeats another close by: same family, same parties, no new place."""
    kept: list[Draft] = []
    for draft in drafts:
        family = _FAMILY.get(draft.type, draft.type)
        twin = next((d for d in kept[-6:] if _FAMILY.get(d.type, d.type) == family and d.grammar is draft.grammar and (
            set(draft.refs_where) <= set(d.refs_where) and set(draft.refs_who) <= set(d.refs_who)
            and set(draft.refs_whom) <= set(d.refs_whom)) and abs(d.at - draft.at) <= 12), None)
        if twin is None:
            kept.append(draft)
    return kept
