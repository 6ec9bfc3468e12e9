error { }
