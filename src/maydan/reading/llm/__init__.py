"""A language model as reader: any OpenAI-compatible endpoint, off unless an address is given.

Nothing is sent anywhere without an :class:`~maydan.reading.llm.endpoint.Endpoint` that the user made. Records are kept
only where their words stand in the text letter for letter.
"""

from maydan.reading.llm.cascade import cascade
from maydan.reading.llm.endpoint import Endpoint, Usage
from maydan.reading.llm.reader import read_with_model

__all__ = ["Endpoint", "Usage", "cascade", "read_with_model"]
