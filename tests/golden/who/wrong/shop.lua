local a, b = catalog "a", catalog "b" host "H" { a.web, b.web }
