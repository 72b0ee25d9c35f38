"""How estates and companies are assessed: parts, weights, groups, ranks, grades."""
