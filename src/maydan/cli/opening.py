"""Cases on the command line: found by name; a passphrase is asked for or in the environment, never an argument."""

from __future__ import annotations

import sys

import click

from maydan.case import Case
from maydan.case.connect import case_file, is_url, looks_like_sqlite, passphrase_from_environment
from maydan.errors import SettingError

case_argument = click.argument("case")


def open_case(where: str) -> Case:
    """Open a case; an encrypted one with the passphrase of the environment, or one asked for at the terminal."""
    refuse_password(where)
    if is_url(where):
        return Case.open(where, passphrase=passphrase_from_environment())
    path = case_file(where)
    if not path.is_file() or looks_like_sqlite(path):
        return Case.open(where)
    return Case.open(where, passphrase=passphrase_from_environment() or _ask("Passphrase"))


def new_passphrase() -> str:
    """The passphrase for a new encrypted case: of the environment, else asked for twice."""
    known = passphrase_from_environment()
    if known is not None:
        return known
    first = _ask("New passphrase")
    if first != _ask("Once more"):
        raise SettingError("the two differ", "try again")
    if len(first) < 8:
        raise SettingError("a passphrase of fewer than 8 characters protects nothing", "take several words")
    return first


def passphrase_for(where: str, *, encrypt: bool) -> str | None:
    """What a new case is made with: a password for a database, a passphrase for an encrypted file, or nothing."""
    refuse_password(where)
    if is_url(where):
        return passphrase_from_environment()
    return new_passphrase() if encrypt else None


def refuse_password(where: str) -> None:
    """Refuse an address that holds a password, which other users of the machine could read.

    Raises:
        SettingError: it does.
    """
    if is_url(where) and ":" in where.split("://", 1)[1].split("@", 1)[0] and "@" in where:
        raise SettingError("a password in the address can be read by others on this machine",
                           "leave it out and set MAYDAN_CASE_PASSPHRASE_FILE")


def _ask(what: str) -> str:
    if not sys.stdin.isatty():
        raise SettingError("a passphrase is needed (or the file is damaged) and nobody can be asked",
                           "set MAYDAN_CASE_PASSPHRASE_FILE to a file that holds it")
    return str(click.prompt(what, hide_input=True, err=True))
