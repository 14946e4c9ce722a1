"""What the workspace holds while the sandbox runs, and the rules by which it changes."""
