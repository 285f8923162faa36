"""Theatres and lexicons: a conflict's actors, places and dated events, and the words of reporting, as data."""
