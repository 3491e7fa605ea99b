"""What may be shown at which n, at n-1, n and n+1 of each threshold."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.evidence import Policy, policy_for

FLAGS = ("counts", "median", "mean", "interval", "percent", "p", "bootstrap", "leaves")


@pytest.mark.parametrize(
    ("n", "allowed"),
    [
        (0, ""),
        (2, ""),
        (3, "counts"),
        (4, "counts"),
        (5, "counts median mean interval leaves"),
        (6, "counts median mean interval leaves"),
        (9, "counts median mean interval leaves"),
        (10, "counts median mean interval percent p leaves"),
        (11, "counts median mean interval percent p leaves"),
        (19, "counts median mean interval percent p leaves"),
        (20, "counts median mean interval percent p bootstrap leaves"),
        (21, "counts median mean interval percent p bootstrap leaves"),
    ],
)
def test_what_is_allowed(n, allowed):
    policy = policy_for(n)
    assert {f for f in FLAGS if getattr(policy, f)} == set(allowed.split())


def test_parts_of_a_group_are_never_compared():
    assert {field.name for field in fields(Policy)} == {"n", "caveat", *FLAGS}, "nothing allows it"


@given(st.integers(0, 500))
def test_more_people_never_allow_less(n):
    here, more = policy_for(n), policy_for(n + 1)
    assert all(getattr(more, f) >= getattr(here, f) for f in FLAGS)


@pytest.mark.parametrize("n", [5, 9])
def test_five_to_nine_are_marked_very_uncertain(n):
    assert "meget usikre" in policy_for(n).caveat


def test_a_negative_n_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        policy_for(-1)
