"""How good the answers are: judged questions, and the command that scores both engines on them."""
