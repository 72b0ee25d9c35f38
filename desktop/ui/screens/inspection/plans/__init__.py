"""计划: what is to be inspected, and how far it is."""
