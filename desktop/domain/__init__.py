"""Words and rules of the office; knows neither the screen nor the database."""
