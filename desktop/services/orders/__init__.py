"""Work orders: taking them in and every act on them."""
