"""满意度与意见: what people enter for a term, and points on and off."""
