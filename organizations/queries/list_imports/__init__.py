"""Reading a government's list and comparing it with what we hold; nothing here writes."""
