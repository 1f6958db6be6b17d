"""Contexts that come with the program, as data."""
