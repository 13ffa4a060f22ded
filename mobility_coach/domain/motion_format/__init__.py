"""The file format of motions: JSON in, a motion or a list of problems out.

The same rules are published as a JSON Schema, `resources/schema/motion.schema.json`, and told in words in
`resources/motions/README.md`.
"""

from mobility_coach.domain.motion_format.parse import (
    FORMAT,
    ParsedMotion,
    parse_inline_motion,
    parse_motion,
)
from mobility_coach.domain.motion_format.still import still_of

__all__ = ["FORMAT", "ParsedMotion", "parse_inline_motion", "parse_motion", "still_of"]
