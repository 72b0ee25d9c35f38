"""What helps while the phone rings."""
