"""What Block Kit allows: shapes of objects, elements, blocks, messages and views."""
