"""Document to reading: the steps in order."""

from __future__ import annotations

from collections.abc import Callable

from maydan.reading.context import Context
from maydan.records import Reading
from maydan.records.mentions import ReferenceDate
from maydan.theatre.compiled import theatre as load_theatre
from maydan.version import __version__

Step = Callable[[Context], None]

# Each step fills its own fields of the context and reads those of the steps before it.
STEPS: tuple[Step, ...] = ()


def read(
    text: str, *, published: str | None = None, theatre: str = "syria", doc: str = "", title: str = "",
    source: str = "", skipped: tuple[tuple[int, int], ...] = (),
) -> Reading:
    """Read one text.

    Args:
        text: the document; offsets in the result are code points in it.
        published: day of publication where it is known, "YYYY-MM-DD".
        theatre: name of a packaged theatre or path of a theatre's folder.
        doc: name or id that the reading carries.
        title, source: what is known of the document besides its text.
        skipped: (start, end) stretches that are not to be read.
    """
    known = load_theatre(theatre)
    context = Context.of(text, known, published=published, title=title, source=source, doc=doc, skipped=skipped)
    for step in STEPS:
        step(context)
    return Reading(
        doc=doc, reference_date=context.reference or ReferenceDate(printed=published), times=tuple(context.times),
        places=tuple(context.places), actors=tuple(context.actors), figures=tuple(context.figures),
        events=tuple(context.events), holdings=tuple(context.holdings), ties=tuple(context.ties),
        sayings=tuple(context.sayings), outlooks=tuple(context.outlooks),
        anchored_times=tuple(context.anchored_times), reader=__version__, theatre=known.label,
    )
