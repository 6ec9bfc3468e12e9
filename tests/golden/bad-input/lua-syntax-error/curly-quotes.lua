host “A” {}
