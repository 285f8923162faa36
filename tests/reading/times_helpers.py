"""Reading times and figures of a sentence with a small theatre made by hand."""

from __future__ import annotations

from maydan.reading.context import Context
from maydan.reading.figures import find_figures
from maydan.reading.times.step import find_times
from maydan.theatre.compiled import Theatre
from maydan.theatre.model import ActorEntry, DatedEvent, Office, PersonEntry, TheatreData
from maydan.theatre.names import NameIndex, all_names


def small_theatre() -> Theatre:
    data = TheatreData(
        name="small",
        actors={"new:front": ActorEntry(
            id="new:front", kind="armed-group", name_ar="جبهة الساحل الموحدة", name_en="Front",
            names=("جبهة الساحل الموحدة",), since="2014-05", until="2016-02",
        )},
        persons={"person:minister": PersonEntry(id="person:minister", name_ar="سالم الهادي", name_en="Minister",
                                                names=("سالم الهادي",))},
        offices=(Office(person="person:minister", office_ar="وزير", office_en="minister", actor="",
                        since="2013-01", until="2015-03"),),
        events={"intervention": DatedEvent(id="intervention", kind="intervention", name_ar="التدخل الشمالي",
                                           name_en="Northern intervention", names=("التدخل الشمالي",),
                                           start="2015-09-30")},
    )
    return Theatre(data, NameIndex.build(all_names(data)))


def read(text: str, published: str | None = "2016-02-14") -> Context:
    context = Context.of(text, small_theatre(), published=published)
    find_times(context)
    find_figures(context)
    return context
