"""A small case and a client that asks the explorer's server as the page does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import BASE, KOBANI, MENAGH, ready

from maydan.case import Case
from maydan.intake import from_text
from maydan.tables import package_data
from maydan.web.app import create_app

SAMPLE = str(package_data("sample"))


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a case with two reports, to be copied."""
    path = tmp_path_factory.mktemp("written") / "case.maydan"
    with Case.create(path, title="Two reports", theatre="syria") as made:
        made.add_documents([
            from_text(MENAGH, published="2016-02-12", source="Desk A", name="one", title="خبر"),
            from_text(KOBANI, published="2015-01-27", source="Desk B", name="two", title="خبر"),
        ])
        made.backup(path.with_name("copy.maydan"))
    return path.with_name("copy.maydan")


@pytest.fixture
def case(written: Path, tmp_path: Path) -> Iterator[Case]:
    """A case with two reports."""
    shutil.copyfile(written, tmp_path / "case.maydan")
    with Case.open(tmp_path / "case") as made:
        yield made


@pytest.fixture
def app(case: Case, tmp_path: Path) -> Litestar:
    """The application, without a built page."""
    return create_app(case, assets=tmp_path / "none")


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    """Asks as the page does."""
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a case that holds the packaged sample, its picture worked out, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "sample.maydan"
    with Case.create(path, title="Sample", theatre="syria") as made:
        made.add(SAMPLE)
        made.picture()
        made.backup(path.with_name("copy.maydan"))
    return path.with_name("copy.maydan")


@pytest.fixture(scope="session")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """Asks the packaged sample; for tests that change nothing."""
    folder = tmp_path_factory.mktemp("asked")
    shutil.copyfile(sample_file, folder / "case.maydan")
    with Case.open(folder / "case") as opened, TestClient(
            create_app(opened, assets=folder / "none"), base_url=BASE, raise_server_exceptions=False) as made:
        ready(made)
        yield made


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """Asks a case without documents; for tests that change nothing."""
    folder = tmp_path_factory.mktemp("empty")
    with Case.create(folder / "case") as opened, TestClient(
            create_app(opened, assets=folder / "none"), base_url=BASE, raise_server_exceptions=False) as made:
        ready(made)
        yield made


@pytest.fixture(scope="session")
def shared(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """Asks a case that no test changes."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copyfile(written, folder / "case.maydan")
    with Case.open(folder / "case") as case, TestClient(
            create_app(case, assets=folder / "none"), base_url=BASE, raise_server_exceptions=False) as made:
        ready(made)
        yield made
