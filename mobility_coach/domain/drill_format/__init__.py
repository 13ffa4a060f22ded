"""The file format of drills: JSON text in, a drill or a list of problems out.

The same rules are published as a JSON Schema, `resources/schema/drill.schema.json`.
"""

from mobility_coach.domain.drill_format.json_text import MAX_BYTES
from mobility_coach.domain.drill_format.parse import FORMAT, ParsedDrill, parse_drill
from mobility_coach.domain.drill_format.problems import Problem, printable

__all__ = ["FORMAT", "MAX_BYTES", "ParsedDrill", "Problem", "parse_drill", "printable"]
