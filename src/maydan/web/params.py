"""What routes take: parameters that many share, ids, the desk."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from maydan.web.desk import Desk
from maydan.web.settings import PAGE, PAGE_MOST

AtDesk: TypeAlias = NamedDependency[Desk]
Id: TypeAlias = Annotated[str, PathParameter(max_length=300)]
Limit: TypeAlias = Annotated[int, QueryParameter(ge=1, le=PAGE_MOST)]
Offset: TypeAlias = Annotated[int, QueryParameter(ge=0, le=10_000_000)]
Day: TypeAlias = Annotated[
    str | None, QueryParameter(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Word: TypeAlias = Annotated[str | None, QueryParameter(max_length=1000)]
State: TypeAlias = Annotated[str | None, QueryParameter(query="state", max_length=40)]  # `state` is Litestar's own
Flag: TypeAlias = Annotated[bool, QueryParameter()]
Number: TypeAlias = Annotated[float | None, QueryParameter()]
Name: TypeAlias = Annotated[str, msgspec.Meta(max_length=200)]  # of a reviewer
Reason: TypeAlias = Annotated[str, msgspec.Meta(max_length=10_000)]  # what enters the chain stays there
Seq: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=1 << 53)]  # what a database and a page can count
FIRST_PAGE: int = PAGE
