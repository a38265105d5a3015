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
    "wrist",
    "arm",
    "breath",
    "feet_slip",
    "foot_floats",
    "floor_hard",
    "tight_side",
    "any",
]
"""What can be too much; `any` is "too much" with no part of the body named."""

Wish = Literal["more_stretch", "hand_on_knee", "wide_arms", "advanced", "move", "support"]
"""What a person can wish for when a stretch is too little, or another way of doing it."""

Position = Literal["back", "front", "side", "all_fours", "sitting"]
"""How the body lies or sits."""

OpeningVerdict = Literal["cleared", "gentle_only", "prep_first", "ask_clinician"]
"""The outcomes of the readiness check that a gate may name."""
