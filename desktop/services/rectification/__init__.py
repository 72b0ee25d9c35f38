"""Findings, notices, look-backs, measures and handling procedures."""
