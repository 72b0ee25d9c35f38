"""A town's own workbook: opened, looked at as data, and filled in its parts without changing anything else."""
