"""The town's own forms: mapped once, found again when the town changes them, filled in one go."""
