"""What the records of many documents add up to: pure functions, tables of rows in, tables of rows out.

A *row* is a plain dictionary with the columns of :mod:`maydan.picture.tables`.
"""
