host "A {}
