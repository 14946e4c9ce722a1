"""Figures about what was kept of escalations, and how they read as tables and files."""
