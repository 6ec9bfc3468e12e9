# Puts the shipped files into the program: writes assets.c, the table of src/base/asset.h.
#
# Included, it defines pp_embed_assets(target). Run as a script (`cmake -DROOT=... -DLIST=...
# -DOUTPUT=... -P assets.cmake`) it writes OUTPUT from the files under ROOT that LIST names, one
# "name|path" a line, sorted by name.

# Adds assets.c, made again whenever a shipped file changes, comes or goes.
function(pp_embed_assets target)
  set(rows "")
  set(files "")
  foreach(pattern IN ITEMS "data/catalog/*.yaml" "data/services/*.services" "lua/portplan/*.lua")
    file(GLOB_RECURSE found RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
      "${PROJECT_SOURCE_DIR}/${pattern}")
    foreach(path IN LISTS found)
      string(REGEX REPLACE "^data/" "" name "${path}")
      list(APPEND rows "${name}|${path}")
      list(APPEND files "${PROJECT_SOURCE_DIR}/${path}")
    endforeach()
  endforeach()
  list(SORT rows COMPARE STRING)
  list(JOIN rows "\n" text)

  set(list "${PROJECT_BINARY_DIR}/assets.list")
  set(output "${PROJECT_BINARY_DIR}/assets.c")
  file(CONFIGURE OUTPUT "${list}" CONTENT "${text}\n" @ONLY) # written only when it differs
  set(script "${PROJECT_SOURCE_DIR}/cmake/assets.cmake")
  add_custom_command(OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DROOT=${PROJECT_SOURCE_DIR}" "-DLIST=${list}" "-DOUTPUT=${output}"
      -P "${script}"
    DEPENDS ${files} "${list}" "${script}"
    COMMENT "Embedding shipped files" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

# Every array ends in a zero that its size does not count: an empty file is no empty array.
file(STRINGS "${LIST}" rows)
set(arrays "")
set(table "")
set(index 0)
foreach(row IN LISTS rows)
  string(REGEX MATCH "^([^|]*)[|](.*)$" row "${row}")
  set(name "${CMAKE_MATCH_1}")
  file(READ "${ROOT}/${CMAKE_MATCH_2}" hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "static const unsigned char asset_${index}[] = {\n${bytes}0};\n\n")
  string(APPEND table
    "    {\"${name}\", asset_${index}, sizeof asset_${index} - 1},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "/* Made by cmake/assets.cmake. */\n#include \"base/asset.h\"\n\n${arrays}"
  "const struct pp_asset pp_assets[] = {\n${table}};\nconst size_t pp_asset_count = ${index};\n")
