"""The tables of :mod:`maydan.tables`, under the name that the parts above use."""

from maydan.tables import Row, lexicon, package_data, parse_table, read_table, values

__all__ = ["Row", "lexicon", "package_data", "parse_table", "read_table", "values"]
