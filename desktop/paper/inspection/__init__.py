"""The inspection sheet on paper: where everything stands, the same on every machine, and how it is drawn."""
