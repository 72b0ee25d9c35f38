"""Reports that went up: the file as it left, its figures, and what differs from them later."""
