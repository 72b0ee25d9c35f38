"""The self-check before a report goes up: what in it does not agree, and where."""

from desktop.services.checking.checks import check_file, check_tables
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where

__all__ = ["Disagreement", "Rule", "Severity", "Where", "check_file", "check_tables"]
