local cinegy = catalog "cinegyy"
host "C" { adress = "10.0.0.1", cinegy.license_service }
