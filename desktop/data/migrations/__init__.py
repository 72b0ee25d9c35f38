"""Schema upgrades, a file per version."""
