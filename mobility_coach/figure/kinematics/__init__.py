"""From a motion's channels to a pose: what carries the figure first, then spine, legs and arms."""

from mobility_coach.domain.motion import Channels, Rig
from mobility_coach.figure.kinematics.arms import place_arms
from mobility_coach.figure.kinematics.draft import Draft
from mobility_coach.figure.kinematics.legs import place_legs, place_root
from mobility_coach.figure.kinematics.trunk import place_spine
from mobility_coach.figure.pose import Pose

__all__ = ["solve"]


def solve(channels: Channels, rig: Rig) -> Pose:
    """The pose that these channels make; one that is missing counts as 0.

    A target out of reach is reached for: `Pose.errors` tells by how much it is missed.
    """
    draft = Draft(channels)
    place_root(draft, rig)
    place_spine(draft)
    place_legs(draft, rig)
    place_arms(draft, rig)
    return draft.pose()
