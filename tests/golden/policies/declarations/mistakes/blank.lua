return policy { title = "", each = "", id = "", explain = "", check = nil }
