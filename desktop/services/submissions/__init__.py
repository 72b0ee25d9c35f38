"""The town's side: what the committees sent is read, taken in, compared and made one."""
