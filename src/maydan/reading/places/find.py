"""The step that finds places: scan, choose, place the relations, list and mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maydan.reading.places.atlas import atlas
from maydan.reading.places.choose import Chooser, flatten
from maydan.reading.places.listing import Listing
from maydan.reading.places.locate import Locator
from maydan.reading.places.scan import Scanner
from maydan.reading.places.support import Support, countries_of, home_of

if TYPE_CHECKING:
    from maydan.reading.context import Context


def find_places(context: Context) -> None:
    """Fill ``context.places`` and enter their mentions."""
    known = atlas(context.theatre)
    spots = Scanner(context, known).run()
    flat = flatten(spots)
    countries, grounds = countries_of(context, flat)
    home = home_of(countries, grounds, known.country)
    Chooser(flat, known, home, countries).run()
    Support(context, spots, flat, countries, home).run()
    Locator(context, known, spots, home).run()
    Listing(context, spots).run()
