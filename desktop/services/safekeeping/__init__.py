"""Keeping what the office has: backups by hand, and the proof that nothing was lost or changed."""
