"""What is counted: numeric facts; and when: dates, times, periods, durations."""

from __future__ import annotations

from newsparse.numeric.facts import find_facts
from newsparse.numeric.times import event_date, find_times

__all__ = ["event_date", "find_facts", "find_times"]
