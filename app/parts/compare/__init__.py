"""Drawings of the page 比一比."""
