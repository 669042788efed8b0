"""Spreadsheets as they come: made by a few lines each when a test asks for them, none kept."""
