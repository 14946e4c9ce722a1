"""Redmine, through its REST interface; deliveries come from version 7 on."""
