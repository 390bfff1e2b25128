"""What is counted: numeric facts; and when: dates, times, periods, durations."""

from __future__ import annotations

from newsparse.facts.facts import find_facts
from newsparse.facts.times import find_times

__all__ = ["find_facts", "find_times"]
