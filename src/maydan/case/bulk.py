"""Many rows at once, in each store's quickest way."""

from __future__ import annotations

import io
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from maydan.case.words import plain_letters

_FEW = 8  # rows below which the quicker ways do not pay
_VECTOR = "setweight(to_tsvector('simple', {w}), 'A') || setweight(to_tsvector('simple', {s}), 'B')"


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; all must have the same keys."""
    if not rows:
        return
    columns = list(rows[0])
    names = ", ".join(f'"{c}"' for c in columns)
    if connection.dialect.name == "sqlite" and len(rows) >= _FEW:
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',
                                   list(map(itemgetter(*columns), rows)))
        return
    if connection.dialect.name != "postgresql" or len(rows) < _FEW:
        connection.execute(insert(table), list(rows))
        return
    _copy(connection, f'COPY "{table.name}" ({names}) FROM STDIN WITH (FORMAT csv)',
          [[row[c] for c in columns] for row in rows])


def index_texts(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Give full-text search the words and stems of documents: (seq, words, stems)."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO fulltext(rowid, words, stems) VALUES (:seq, :w, :s)"), _named(rows))
    elif len(rows) < _FEW:
        connection.execute(text(f"INSERT INTO fulltext(seq, words) VALUES (:seq, {_VECTOR.format(w=':w', s=':s')})"),
                           [{"seq": seq, "w": words, "s": stems} for seq, words, stems in rows])
    else:
        connection.execute(text("CREATE TEMPORARY TABLE coming (seq BIGINT, w TEXT, s TEXT) ON COMMIT DROP"))
        _copy(connection, "COPY coming (seq, w, s) FROM STDIN WITH (FORMAT csv)", [list(row) for row in rows])
        connection.execute(text(
            f"INSERT INTO fulltext(seq, words) SELECT seq, {_VECTOR.format(w='w', s='s')} FROM coming ORDER BY seq"))
        connection.execute(text("DROP TABLE coming"))


def unindex_texts(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Take documents out of full-text search; the words must be those that were given."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO fulltext(fulltext, rowid, words, stems) VALUES ('delete', :seq, :w, :s)"),
            _named(rows))
    else:
        connection.execute(text("DELETE FROM fulltext WHERE seq = :seq"), [{"seq": row[0]} for row in rows])


def _named(rows: Sequence[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """Documents as FTS5 is given them."""
    return [{"seq": seq, "w": plain_letters(words), "s": plain_letters(stems)} for seq, words, stems in rows]


def _copy(connection: Connection, statement: str, rows: list[list[Any]]) -> None:
    buffer = io.StringIO()
    for row in rows:
        buffer.write(",".join(_cell(v) for v in row) + "\n")
    raw = connection.connection.driver_connection
    assert raw is not None
    cursor = raw.cursor()
    cursor.execute(statement, stream=io.BytesIO(buffer.getvalue().encode("utf-8", "replace")))
    cursor.close()


def _cell(value: Any) -> str:
    """A value as COPY's CSV has it: null is nothing, the empty text is a pair of quotes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (bytes, memoryview)):
        return "\\x" + bytes(value).hex()
    if isinstance(value, str):
        return '"' + value.replace('"', '""').replace("\0", "") + '"'
    return str(value)
