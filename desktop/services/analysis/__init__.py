"""What the figures mean for the town: what repeats, where, and how it spreads."""
