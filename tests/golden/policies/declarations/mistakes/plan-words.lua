host "A" { }
return 1
