"""A schema's judgement of many files that differ in one part each."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend


def quick_validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """Tells only whether a file is good: of the parts that files share, each is judged once.

    What it has judged must not be changed any more: a part is known again by being the same object.
    """
    refer = Draft202012Validator.VALIDATORS["$ref"]
    judged: dict[tuple[str, int], tuple[object, bool]] = {}  # with the part, so that no other gets its id

    def remember(validator: Validator, ref: str, part: object, here: object) -> Iterator[ValidationError]:
        if (ref, id(part)) not in judged:
            judged[ref, id(part)] = part, next(refer(validator, ref, part, here), None) is None
        if not judged[ref, id(part)][1]:
            yield ValidationError(f"{ref} is not kept")

    kind: type[Draft202012Validator] = extend(Draft202012Validator, {"$ref": remember})  # type: ignore[no-untyped-call]
    return kind(schema)
