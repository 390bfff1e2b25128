"""Who is named: persons with positions, organisations, places, resolved inside one document."""

from __future__ import annotations

from newsparse.entities.resolve import Entities, find_entities

__all__ = ["Entities", "find_entities"]
