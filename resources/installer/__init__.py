"""Makes the installers: a private Python, the pinned wheels and the program as one tree, packed and tried out."""
