"""What leaves with a work order: its slip for the field and its printed papers."""
