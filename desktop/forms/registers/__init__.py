"""What the registers ask for: terms, contracts, votes, works, disinfection, supplies, stated figures."""
