"""Events of one sentence in the Syrian theatre."""

from __future__ import annotations

from maydan.reading.reader import read
from maydan.records import Event


def events(text: str, published: str | None = "2016-02-14") -> tuple[Event, ...]:
    return read(text, published=published, theatre="syria").events


def one(text: str, kind: str) -> Event:
    found = [e for e in events(text) if e.type == kind]
    assert found, [(e.type, e.quote) for e in events(text)]
    return found[0]
