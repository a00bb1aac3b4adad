"""Two organizations that are one: what each relation says, and what merging them will do before it is done."""
