"""The life of findings, notices and measures, the levels of escalation, and routine handling procedures."""
