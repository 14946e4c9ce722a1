"""The blocks that messages, modals and Home tabs are made of."""
