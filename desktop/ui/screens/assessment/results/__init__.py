"""考核结果: the ranking, an estate opened to its parts, publishing."""
