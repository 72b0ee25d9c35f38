"""What counts where and when: the figures of orders, and what the indicators mean."""
