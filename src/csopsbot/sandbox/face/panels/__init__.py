"""What stands beside the conversation for those who watch: each panel is a file here."""
