"""What is said of people in every figure of them: how many, how sure, and their own words."""

from __future__ import annotations

__all__ = ["group_caveat", "people", "quote"]


def people(n: int, word: str) -> str:
    """Count persons: "1 ung", "4 unge".

    Examples
    --------
    >>> people(1, "ung"), people(4, "borger")
    ('1 ung', '4 borgere')
    """
    from kitlib.dansk import plural
    from kitlib.persons import PERSONS

    return plural(n, word, PERSONS[word].many)


def group_caveat(n: int) -> str:
    """Return what the policy says beside a figure of n persons' dots.

    From where the policy speaks of uncertainty being drawn it says nothing: dots draw none.

    Examples
    --------
    >>> group_caveat(6)
    'Der er få med, så tallene er meget usikre.'
    """
    from kitlib.evidence import policy_for

    policy = policy_for(n)
    return "" if policy.bootstrap else policy.caveat


def quote(words: str) -> str:
    """Set someone's words in Danish quotation marks.

    Examples
    --------
    >>> quote('"Jeg kan selv!"')
    '»Jeg kan selv!«'
    """
    from kitlib.instruments.postits.words import quoted

    return quoted(words)
