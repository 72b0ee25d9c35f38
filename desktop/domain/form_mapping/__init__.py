"""What stands in which cell of a town's form, by which labels the cell is known, and how that is kept."""
