"""Work orders as screens, lists and papers show them."""
