"""Parts that would serve any office program; they know no office word."""
