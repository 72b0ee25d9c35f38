"""What comes over the window for a while."""
