"""Every official paper from the database, its heads and wordings, and the note that it was printed."""
