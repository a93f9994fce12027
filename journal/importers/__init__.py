"""Reads journals from files: CSV tables, and the own export of this and every earlier version."""
