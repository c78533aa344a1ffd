"""Conversation: a person's words become facts, and what is known becomes a reply and the one next question.

No model, no network: vocabulary from `content/vocabulary/`, amounts by `amounts.py`, figures from the engine alone.
"""
