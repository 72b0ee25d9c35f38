"""考核办法: the scheme in sections, its versions, the groups."""
