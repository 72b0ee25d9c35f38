"""What a form asks: frozen dataclasses whose fields say their label and kind."""
