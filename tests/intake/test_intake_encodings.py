"""Bytes to text: what comes out is what went in, in every encoding in which Arabic is met."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_makers import ARTICLE, LEAD

from maydan.errors import InputError
from maydan.intake.encodings import decode

CODECS = ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859-6"]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", [ARTICLE, LEAD, "قتل 12 شخصا في قصف على قرية بريف حلب"])
def test_every_encoding_comes_back_letter_for_letter(codec: str, text: str) -> None:
    writable = "".join(c for c in text if c.encode(codec, "ignore"))
    assert decode(writable.encode(codec)).text == writable


def test_the_mark_of_utf8_stays_as_python_decodes_it() -> None:
    data = b"\xef\xbb\xbf" + ARTICLE.encode()
    assert decode(data).text == data.decode("utf-8")


def test_line_ends_are_kept() -> None:
    assert decode("سطر\r\nسطر\rسطر".encode()).text == "سطر\r\nسطر\rسطر"


def test_a_cut_file_is_still_utf8() -> None:
    found = decode((ARTICLE + "ة").encode()[:-1])
    assert found.encoding == "utf-8"
    assert found.text == ARTICLE + "\ufffd"
    assert "not UTF-8" in found.warnings[0]


def test_lone_surrogates_become_one_sign_each() -> None:
    data = ARTICLE.encode() + "\ud83d".encode("utf-8", "surrogatepass") + ARTICLE.encode()
    found = decode(data)
    assert found.text == ARTICLE + "\ufffd" + ARTICLE
    assert "surrogate" in found.warnings[0]
    wide = decode((ARTICLE + "\udc00" + ARTICLE).encode("utf-16-le", "surrogatepass"))
    assert wide.text == ARTICLE + "\ufffd" + ARTICLE


def test_bidi_controls_are_kept_and_told() -> None:
    text = f"قالت \u202eمصادر\u202c {LEAD}"
    found = decode(text.encode())
    assert found.text == text
    assert "direction" in found.warnings[0]


@pytest.mark.parametrize("data", [b"\x7fELF" + bytes(range(256)) * 40, b"\x00" * 5000, bytes(range(32)) * 100])
def test_binary_data_are_no_text(data: bytes) -> None:
    with pytest.raises(InputError, match="binary"):
        decode(data)


def test_nothing_is_no_text() -> None:
    with pytest.raises(InputError, match="empty"):
        decode(b"")


def test_french_is_not_taken_for_arabic() -> None:
    found = decode("L'armée a repris la ville après l'échec des négociations, à l'aube.".encode("latin-1"))
    assert "armée" in found.text


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_all_valid_utf8_without_nul_is_decoded_as_python_does(text: str) -> None:
    data = text.encode("utf-8")
    try:
        found = decode(data)
    except InputError:
        return
    if found.encoding == "utf-8":
        assert found.text == data.decode("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_no_bytes_raise_anything_but_an_input_error(data: bytes) -> None:
    with suppress(InputError):
        decode(data).text.encode("utf-8")
