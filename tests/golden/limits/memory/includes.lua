-- 20 MiB are too many
include "huge.lua"
