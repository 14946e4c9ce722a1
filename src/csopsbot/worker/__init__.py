"""What goes on without anybody asking: effects leave, deadlines fall due."""
