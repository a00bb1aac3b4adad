"""Names and numbers brought to forms that can be compared and searched."""
