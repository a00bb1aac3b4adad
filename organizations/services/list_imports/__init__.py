"""Taking in a government's list: comparing, deciding, publishing and taking back."""
