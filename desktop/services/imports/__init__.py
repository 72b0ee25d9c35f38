"""Orders and estates from spreadsheets: looked at row by row, then taken in as a whole or not at all."""
