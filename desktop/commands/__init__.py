"""The headless verbs: the same services as the window, each ending in one line of JSON."""
