"""Telling: this floor holds no rows of its own; its figures are counted from the floors below."""
