local infra = catalog "infrastructure"
host "A" { infra.mediamtx }
