"""Making text token by token: the cache, the choice of tokens, the words that come of them."""
