return policy { }
