"""The registers: terms, contracts, votes, works, disinfection, supplies and figures that somebody states."""
