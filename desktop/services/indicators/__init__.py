"""The office's indicators: what is in force, and what they come to."""
