"""Unit tests of the kit, run in the Python that is packed in the one file."""

from __future__ import annotations

import pytest

from kitlib.problems import KitError
from tests.onefile.units import AREAS, LEFT_OUT, ROOT, CannotRun, run

pytestmark = pytest.mark.whole

# One test in so many, the same each time; benchmarks/onefile_units.py runs all of them.
PART = 10


def test_the_units_are_right_in_the_python_of_the_one_file(onefile, tmp_path):
    try:
        seen = run(onefile, tmp_path, AREAS, part=PART, left_out=LEFT_OUT)
    except CannotRun as error:
        pytest.skip(str(error))
    except KitError as error:
        pytest.skip(f"the parts cannot be fetched: {error}")
    assert seen.failed == (), seen.said[-3000:]
    assert seen.passed >= 250, seen.said[-3000:]


def test_what_is_left_out_is_there_to_be_left_out():
    for name in LEFT_OUT:
        file, _, test = name.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {test.partition('[')[0]}(" in text if test else text
