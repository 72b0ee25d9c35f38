"""检查记录: the list, and the entry that follows the paper."""
