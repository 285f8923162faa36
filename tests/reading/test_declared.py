"""Whoever a record names is among the actors of its document, and wherever it was among the places."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

TEXTS = (
    "استشهدت امرأة وطفلتها في قصف مدفعي لقوات النظام على قرية كفرتعال.",
    "قتل طفلان بانفجار لغم في بلدة حريتان.",
    "دارت اشتباكات بين قوات النظام وفصائل المعارضة في محيط بلدة كفرنبودة، وقصفت طائرات روسية بلدة اللطامنة.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_parties_and_places_of_events_are_declared(text: str) -> None:
    reading = read(text, theatre="syria", published="2022-03-04")
    assert reading.events
    actors, places = {a.id for a in reading.actors}, {p.name_en for p in reading.places}
    for event in reading.events:
        assert {*event.who, *event.whom} <= actors
        assert set(event.where) <= places
