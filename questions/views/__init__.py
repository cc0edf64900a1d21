"""What readers of questions see."""
