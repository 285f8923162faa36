"""Document to reading: the steps in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from maydan.arabic.tokens import Word, tokenize
from maydan.reading.actors import find_actors
from maydan.reading.confidence import judge_records
from maydan.reading.context import Context
from maydan.reading.events import find_events
from maydan.reading.events.aims import settle_aims
from maydan.reading.figures import find_figures
from maydan.reading.filling import settle_occasions, settle_slots
from maydan.reading.holdings import find_holdings
from maydan.reading.outlooks import find_outlooks
from maydan.reading.places import find_places
from maydan.reading.quotes import whole_quotes
from maydan.reading.sayings import assign_voices, find_sayings
from maydan.reading.ties import find_ties
from maydan.reading.times.step import find_times
from maydan.records import Reading
from maydan.records.document import Document
from maydan.records.identity import identified
from maydan.records.mentions import ReferenceDate
from maydan.theatre.choose import choose_theatre
from maydan.theatre.compiled import theatre as load_theatre
from maydan.version import __version__

Step = Callable[[Context], None]

def hush(context: Context) -> None:
    """Leave out what quiet stretches state: their mentions count, their statements do not."""
    if context.quiet:
        context.events = [r for r in context.events if not context.is_quiet(r.start)]
        context.holdings = [r for r in context.holdings if not context.is_quiet(r.start)]
        context.ties = [r for r in context.ties if not context.is_quiet(r.start)]
        context.sayings = [r for r in context.sayings if not context.is_quiet(r.start)]
        context.outlooks = [r for r in context.outlooks if not context.is_quiet(r.start)]


# Each step fills its own fields of the context and reads those of the steps before it.
STEPS: tuple[Step, ...] = (
    find_times, find_actors, find_places, find_figures, find_sayings, find_events, settle_slots, find_holdings,
    find_ties, find_outlooks, whole_quotes, assign_voices, hush, judge_records,
    settle_aims, settle_occasions,
)


def read(
    text: str, *, published: str | None = None, theatre: str = "auto", doc: str = "", title: str = "",
    source: str = "", skipped: tuple[tuple[int, int], ...] = (), quiet: tuple[tuple[int, int], ...] = (),
    language: str = "ar", warnings: tuple[str, ...] = (), document_id: str = "", published_kind: str = "",
    url: str = "", words: list[Word] | None = None,
) -> Reading:
    """Read one text.

    Args:
        text: the document; offsets in the result are code points in it.
        published: day of publication where it is known, "YYYY-MM-DD".
        theatre: name of a packaged theatre, "auto" (chosen by content), or path of a theatre's folder.
        doc: name or id that the reading carries.
        title, source: what is known of the document besides its text.
        skipped: (start, end) stretches that are not to be read.
        quiet: (start, end) stretches whose mentions count and whose statements do not.
        language: anything but "ar" is not read.
        warnings: carried into the reading.
        published_kind: what ``published`` is the date of: "incident" among its words for what is reported, else the
            page. url: address of the page, which may hold its date.
        document_id: enters the ids of the records; a hash of the text where it is not given.
        words: is given the text's words in order, for others who need them; none of what is not read.
    """
    tokens = tokenize(text) if language == "ar" else []
    if words is not None:
        words += [token.word for token in tokens]
    known = load_theatre(choose_theatre(text, tokens) if theatre == "auto" else theatre)
    if language != "ar":
        return Reading(doc=doc, reference_date=ReferenceDate(printed=published), reader=__version__,
                       theatre=known.label, language=language, warnings=warnings)
    context = Context.of(text, known, tokens=tokens, published=published, title=title, source=source, doc=doc,
                         skipped=skipped, quiet=quiet, published_kind=published_kind, url=url)
    for step in STEPS:
        step(context)
    found = finish(context, warnings, language)
    context.close()
    ident = document_id or "d" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return identified(found, ident)


def finish(context: Context, warnings: tuple[str, ...], language: str) -> Reading:
    """The reading of a document whose steps are done."""
    return Reading(
        doc=context.doc, reference_date=context.reference or ReferenceDate(printed=context.published),
        times=tuple(context.times), places=tuple(context.places), actors=tuple(context.actors),
        figures=tuple(context.figures), events=tuple(context.events), holdings=tuple(context.holdings),
        ties=tuple(context.ties), sayings=tuple(context.sayings), outlooks=tuple(context.outlooks),
        anchored_times=tuple(context.anchored_times), reader=__version__, theatre=context.theatre.label,
        language=language, warnings=warnings,
    )


def read_document(
    document: Document, *, theatre: str = "auto", published: str | None = None, words: list[Word] | None = None,
) -> Reading:
    """Read a document as intake hands it on; ``published`` overrides the date that came with it, and ``words`` is
    given the words of its text."""
    return read(
        document.text, published=published or document.published, theatre=theatre,
        doc=document.name or document.document_id, title=document.title or "", source=document.source or "",
        skipped=tuple((s.start, s.end) for s in document.repeats if s.reads == "nothing"),
        quiet=tuple((s.start, s.end) for s in document.repeats if s.reads != "nothing"),
        language="ar" if document.language in ("ar", "und") else document.language, warnings=document.warnings,
        document_id=document.document_id, published_kind=document.published_kind or "", url=document.url or "",
        words=words,
    )
