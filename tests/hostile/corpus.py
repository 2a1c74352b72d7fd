"""All hostile files, by idea."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.case import Hostile
from tests.hostile.files import characters, encodings, merges, shapes, sizes, syntax, values, yaml_features

GROUPS: Mapping[str, tuple[Hostile, ...]] = {
    "characters": characters.FILES,
    "encodings": encodings.FILES,
    "merges": merges.FILES,
    "shapes": shapes.FILES,
    "sizes": sizes.FILES,
    "syntax": syntax.FILES,
    "values": values.FILES,
    "YAML features": yaml_features.FILES,
}
