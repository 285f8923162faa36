"""Who holds ground: states that the text states, and the changes that its events bring."""

from maydan.reading.holdings.step import find_holdings

__all__ = ["find_holdings"]
