"""What spreadsheets of others may hold, and how their columns are understood."""
