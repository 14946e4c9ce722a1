"""Buttons, menus and inputs, as the browser's own controls wherever it has one."""
