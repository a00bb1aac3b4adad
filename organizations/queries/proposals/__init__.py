"""What an organization says of itself: what it may change, what stands, and what was proposed."""
