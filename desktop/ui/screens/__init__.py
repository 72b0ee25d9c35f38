"""A screen per task; a screen does not know another screen."""
