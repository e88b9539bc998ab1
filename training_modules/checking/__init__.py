"""The rules that shipped and own content must keep; each file holds one family of them."""
