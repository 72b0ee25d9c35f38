"""The face of the program."""
