"""Events: what was done, by whom, to whom, where and when, with its status (see :mod:`maydan.reading.clauses`).

The steps of a sentence: :mod:`spot` finds triggers, :mod:`chain` the light verbs that carry them, :mod:`slots` fills
who, whom and where by frames, :mod:`status` reads the status off the grammar, :mod:`link` joins words that tell one
event and gives harm its cause, :mod:`times` dates, :mod:`refine` settles types, :mod:`judge` drops what is no event,
:mod:`write` makes records, :mod:`step` puts them in order.
"""

from maydan.reading.events.step import Candidate, candidates, find_events

__all__ = ["Candidate", "candidates", "find_events"]
