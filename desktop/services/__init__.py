"""What the office does: a file per task; each call gets a session and never commits it."""
