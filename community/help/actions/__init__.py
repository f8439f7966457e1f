"""Every change of help: the items, the conversations, and what people do not want."""
