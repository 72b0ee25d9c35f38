"""What a report carries along for the town: whose it is, what it says, and its orders without anybody in them."""
