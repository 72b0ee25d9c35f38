"""Days, limits and clocks: when something is due and why."""
