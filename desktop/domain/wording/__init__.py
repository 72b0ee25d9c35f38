"""What people write: cleaned, recognised, found."""
