"""Where the vendors' published references lie, for tests that hold us to them."""

from pathlib import Path

import pytest

SPECS = Path(__file__).parents[2] / "shared" / "specs"

needs_specs = pytest.mark.skipif(
    not SPECS.is_dir(), reason="the vendors' published references are not beside the project"
)
