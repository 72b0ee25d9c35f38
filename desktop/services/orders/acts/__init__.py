"""Every act on a work order, a file per task."""
