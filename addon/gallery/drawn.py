"""What a page of the gallery is: a template, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Drawn = tuple[str, Mapping[str, Any]]
"""A template by its name in its folder, and what it is given besides the words."""
