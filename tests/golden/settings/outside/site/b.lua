catalog "passwords"
