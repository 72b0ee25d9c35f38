"""Finished pages as data, and the files they are read from and written to; no SQL, no Qt."""
