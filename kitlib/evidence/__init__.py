"""What may be said with few numbers: the policy, change, run charts, single cases and goals.

Numbers only. Nothing here knows an instrument or draws a figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.face import face

if TYPE_CHECKING:
    from kitlib.evidence.change import (
        LABELS,
        paired_change,
        reliable_change,
        reliable_threshold,
    )
    from kitlib.evidence.follow_up import pattern
    from kitlib.evidence.goals import gas, goal_counts
    from kitlib.evidence.intervals import (
        bca_interval,
        mean_interval,
        median_coverage,
        sign_flip_p,
        wilson,
        zero_upper,
    )
    from kitlib.evidence.policy import POLICY, REGRESSION_TO_THE_MEAN, Policy, policy_for
    from kitlib.evidence.runchart import run_chart, xmr
    from kitlib.evidence.singlecase import nap

__all__ = [
    "LABELS",
    "POLICY",
    "REGRESSION_TO_THE_MEAN",
    "Policy",
    "bca_interval",
    "gas",
    "goal_counts",
    "mean_interval",
    "median_coverage",
    "nap",
    "paired_change",
    "pattern",
    "policy_for",
    "reliable_change",
    "reliable_threshold",
    "run_chart",
    "sign_flip_p",
    "wilson",
    "xmr",
    "zero_upper",
]

__getattr__, __dir__ = face(
    __name__,
    {
        "change": ["LABELS", "paired_change", "reliable_change", "reliable_threshold"],
        "goals": ["gas", "goal_counts"],
        "intervals": [
            "bca_interval",
            "mean_interval",
            "median_coverage",
            "sign_flip_p",
            "wilson",
            "zero_upper",
        ],
        "follow_up": ["pattern"],
        "policy": ["POLICY", "Policy", "REGRESSION_TO_THE_MEAN", "policy_for"],
        "runchart": ["run_chart", "xmr"],
        "singlecase": ["nap"],
    },
)
