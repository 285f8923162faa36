"""How actors stand to each other, as the text states it."""

from maydan.reading.ties.find import find_ties

__all__ = ["find_ties"]
