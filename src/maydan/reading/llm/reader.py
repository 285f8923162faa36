"""Reading a document with a language model, behind the same interface as the rules."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from maydan.reading.llm.endpoint import Endpoint, ModelError, Usage, ask
from maydan.reading.llm.keep import Keeper
from maydan.reading.llm.prompt import READ, schema
from maydan.reading.reader import read_document
from maydan.records import Document, Reading
from maydan.records.identity import identified
from maydan.version import __version__

_ACTORS = (
    "syr-gov, syr-army, syr-militia, opposition, hnc, fsa, nusra, hts, al-qaeda, is, sdf, ypg, pyd, sna, "
    "white-helmets, russia, russia-air, iran, irgc, iran-militia, hezbollah, turkey, usa, us-coalition, "
    "israel, saudi, jordan, qatar, iraq, lebanon, un, unsc, un-envoy, eu, nato, civilians, houthis, "
    "yemen-gov, saudi-coalition, iraqi-army, pmf, peshmerga, libya-gna, lna-haftar, saf, rsf, new:sohr"
)
_WRONG_JSON = "Your answer was not JSON of the shape asked for. Answer again with the JSON alone."
_SHARED = ("times", "figures", "events", "holdings", "ties", "sayings", "outlooks")


def pieces(text: str, letters: int) -> list[tuple[int, int]]:
    """Stretches of at most ``letters`` code points, cut at the ends of lines or sentences where there are any."""
    found, start = [], 0
    while start < len(text):
        end = min(len(text), start + letters)
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(". ", start, end) + 1)
            end = cut + 1 if cut > start else end
        found.append((start, end))
        start = end
    return found


def answer_of(endpoint: Endpoint, prompt: str, shape: dict[str, Any], usage: Usage) -> dict[str, Any]:
    """A decoded answer; one more try where it is no JSON object.

    Raises:
        ModelError: no usable answer.
    """
    messages = [{"role": "user", "content": prompt}]
    for _ in range(2):
        content = ask(endpoint, messages, shape, usage)
        try:
            decoded = msgspec.json.decode(content.strip().removeprefix("```json").strip("`").strip())
        except msgspec.DecodeError:
            decoded = None
        if isinstance(decoded, dict):
            return decoded
        usage.problems.append("an answer that is not JSON")
        messages = [*messages, {"role": "assistant", "content": content}, {"role": "user", "content": _WRONG_JSON}]
    raise ModelError("the language model does not answer in JSON", "try another model")


def read_with_model(document: Document, endpoint: Endpoint, *, theatre: str = "auto") -> tuple[Reading, Usage]:
    """Read a document with a model; the reference date, which needs none, comes from the rules.

    Returns:
        The reading and what it took. A piece of text that got no usable answer is named in ``Usage.problems``.
    """
    usage, begun = Usage(problems=[]), time.monotonic()
    rules = read_document(document, theatre=theatre)
    rule = f"llm:{endpoint.model}"
    merged: dict[str, list[Any]] = {kind: [] for kind in _SHARED}
    actors: dict[str, Any] = {}
    places: dict[str, Any] = {}
    for first, last in pieces(document.text, endpoint.letters):
        prompt = READ.format(actors=_ACTORS, written=rules.reference_date.value or "unknown",
                             text=document.text[first:last])
        try:
            answer = answer_of(endpoint, prompt, schema(), usage)
        except ModelError as error:
            usage.problems.append(f"letters {first} to {last}: {error.message}")
            continue
        found = Keeper(document.text, (first, last), rule, usage).reading(answer)
        for actor in found.actors:
            actors.setdefault(actor.id, actor)
        for place in found.places:
            places.setdefault(place.name_en, place)
        for kind in _SHARED:
            merged[kind] += getattr(found, kind)
    usage.seconds = time.monotonic() - begun
    reading = Reading(
        doc=rules.doc, reference_date=rules.reference_date, actors=tuple(actors.values()),
        places=tuple(places.values()), reader=f"{__version__}+{rule}", theatre=rules.theatre, language=rules.language,
        warnings=(*rules.warnings, *usage.problems), **{kind: tuple(records) for kind, records in merged.items()},
    )
    return identified(reading, document.document_id), usage
