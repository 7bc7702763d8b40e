# SPDX-License-Identifier: MIT
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import harness  # noqa: E402


@pytest.fixture(scope="session")
def schemas(tmp_path_factory):
    """The packed schemas, made once."""
    return harness.packed_schemas(tmp_path_factory.mktemp("schemas"))


@pytest.fixture
def site(tmp_path, schemas):
    """A scratch folder with the files of base.capnp under root/, things that are not to be reached beside it, and the
    packed schemas."""
    root = tmp_path / "root"
    (root / "bin").mkdir(parents=True)
    for name, size in (("init", 5000), ("bin/server", 4096), ("bin/client", 1), ("notes", 8193)):
        (root / name).write_bytes(bytes((7 * size + i) % 251 + 1 for i in range(size)))
    (tmp_path / "outside").write_text("secret")
    (tmp_path / "root-other").mkdir()
    (tmp_path / "root-other/file").write_text("secret")
    (tmp_path / "schemas.bin").write_bytes(schemas.read_bytes())
    return tmp_path
