"""The closed lists of codes that content may use; an editor offers them while one types."""

from typing import Literal

Complaint = Literal[
    "neck",
    "shoulder",
    "upper_back",
    "low_back",
    "back",
    "hip",
    "knee",
    "leg",
    "foot",
    "hand",
    "wrist",
    "elbow",
    "arm",
    "ribs",
    "chest",
    "belly",
    "bottom",
    "head",
    "jaw",
    "breath",
    "feet_slip",
    "foot_floats",
    "floor_hard",
    "tight_side",
    "any",
]
"""What can be too much; `any` is "too much" with no part of the body named."""

Wish = Literal[
    "more_stretch",
    "hand_on_knee",
    "wide_arms",
    "wide_shoulders",
    "advanced",
    "move",
    "support",
    "arms_near",
    "breathe_cue",
    "firm_bed",
    "head_raised",
    "head_still",
    "knees_wide",
    "no_head_turn",
    "not_on_back",
    "pillow_between_knees",
    "short",
]
"""What can be wished for: another way of doing it, or a limit that the readiness check puts on it.

A variation that names such a limit (from `arms_near` on) is used from the first step whenever the check asks for it.
"""

Position = Literal["back", "front", "side", "all_fours", "sitting"]
"""How the body lies or sits."""

OpeningVerdict = Literal["cleared", "gentle_only", "prep_first", "ask_clinician"]
"""The outcomes of the readiness check that a gate may name."""
