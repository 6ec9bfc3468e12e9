# The libraries and tools portplan needs, all looked for before one message names what is missing.
#
#   pp_lua pp_yaml pp_jansson pp_csv [pp_cmocka]   interface targets to link
#   PP_PYTHON, PP_CLANG_FORMAT, ...                programs the tests run

set(PP_MISSING "")

# Remembers that `what` is missing and which packages bring it.
macro(pp_missing what debian fedora brew)
  string(APPEND PP_MISSING
    "\n  ${what}: ${debian} (Debian, Ubuntu), ${fedora} (Fedora), ${brew} (Homebrew)")
endmacro()

# What to link for a library that was found: its archive when PP_STATIC is on and one lies beside it.
function(pp_archive variable library)
  string(REGEX REPLACE "${CMAKE_SHARED_LIBRARY_SUFFIX}$" "${CMAKE_STATIC_LIBRARY_SUFFIX}" archive "${library}")
  if(PP_STATIC AND EXISTS "${archive}")
    set(${variable} "${archive}" PARENT_SCOPE)
  else()
    set(${variable} "${library}" PARENT_SCOPE)
  endif()
endfunction()

# Links a module that pkg-config found; what its archive needs besides (libm) has no path.
function(pp_link_module target)
  target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE_DIRS})
  target_compile_options(${target} INTERFACE ${${target}_CFLAGS_OTHER})
  foreach(library IN LISTS ${target}_LINK_LIBRARIES)
    pp_archive(library "${library}")
    target_link_libraries(${target} INTERFACE "${library}")
  endforeach()
  if(PP_STATIC)
    set(needed ${${target}_STATIC_LIBRARIES})
    list(REMOVE_ITEM needed ${${target}_LIBRARIES})
    target_link_libraries(${target} INTERFACE ${needed})
  endif()
endfunction()

# Makes interface target `target` from the first pkg-config module that is there ("a>=1&a<2": all of it).
function(pp_find_package target)
  add_library(${target} INTERFACE)
  if(PkgConfig_FOUND)
    foreach(name IN LISTS ARGN)
      string(REPLACE "&" ";" modules "${name}")
      pkg_check_modules(${target} QUIET ${modules})
      if(${target}_FOUND)
        pp_link_module(${target})
        message(STATUS "Found ${name} ${${target}_VERSION}")
        break()
      endif()
    endforeach()
  endif()
  set(${target}_FOUND "${${target}_FOUND}" PARENT_SCOPE)
endfunction()

# Finds a program whose --version matches `version`, into the cache variable `variable`.
function(pp_find_tool variable version)
  find_program(${variable} NAMES ${ARGN})
  if(${variable})
    execute_process(COMMAND ${${variable}} --version OUTPUT_VARIABLE text ERROR_QUIET)
    if(NOT text MATCHES "${version}")
      set(${variable} "${variable}-NOTFOUND" CACHE FILEPATH "" FORCE)
    endif()
  endif()
endfunction()

find_package(PkgConfig QUIET)
if(NOT PkgConfig_FOUND)
  pp_missing("pkg-config" pkg-config pkgconf-pkg-config pkgconf)
endif()

pp_find_package(pp_lua "lua5.4" "lua-5.4" "lua54" "lua>=5.4&lua<5.5")
if(NOT pp_lua_FOUND)
  pp_missing("Lua 5.4" liblua5.4-dev lua-devel lua@5.4)
endif()

pp_find_package(pp_yaml "yaml-0.1")
if(NOT pp_yaml_FOUND)
  pp_missing("libyaml" libyaml-dev libyaml-devel libyaml)
endif()

pp_find_package(pp_jansson "jansson")
if(NOT pp_jansson_FOUND)
  pp_missing("jansson" libjansson-dev jansson-devel jansson)
endif()

# libcsv brings no pkg-config file.
find_path(PP_CSV_INCLUDE_DIR csv.h)
find_library(PP_CSV_LIBRARY csv)
mark_as_advanced(PP_CSV_INCLUDE_DIR PP_CSV_LIBRARY)
add_library(pp_csv INTERFACE)
if(PP_CSV_INCLUDE_DIR AND PP_CSV_LIBRARY)
  target_include_directories(pp_csv SYSTEM INTERFACE ${PP_CSV_INCLUDE_DIR})
  pp_archive(library "${PP_CSV_LIBRARY}")
  target_link_libraries(pp_csv INTERFACE "${library}")
  message(STATUS "Found libcsv ${PP_CSV_LIBRARY}")
else()
  pp_missing("libcsv" libcsv-dev libcsv-devel libcsv)
endif()

if(BUILD_TESTING)
  pp_find_package(pp_cmocka "cmocka")
  if(NOT pp_cmocka_FOUND)
    pp_missing("cmocka (or -DBUILD_TESTING=OFF)" libcmocka-dev libcmocka-devel cmocka)
  endif()
  # The first Python that can judge JSON reports and YAML plans against their schemas.
  if(NOT PP_PYTHON)
    foreach(python IN ITEMS python3 /usr/bin/python3)
      execute_process(COMMAND ${python} -c "import jsonschema, yaml, sys; print(sys.executable)"
        RESULT_VARIABLE failed OUTPUT_VARIABLE path ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
      if(NOT failed)
        set(PP_PYTHON "${path}" CACHE FILEPATH "Python with jsonschema and PyYAML")
        break()
      endif()
    endforeach()
  endif()
  if(NOT PP_PYTHON)
    pp_missing("Python 3 with jsonschema and PyYAML (or -DBUILD_TESTING=OFF)"
      "python3-jsonschema python3-yaml" "python3-jsonschema python3-pyyaml" "python-jsonschema pyyaml")
  endif()
endif()

if(BUILD_TESTING AND PP_LINT)
  pp_find_tool(PP_CLANG_FORMAT "version 14[.]" clang-format-14 clang-format)
  pp_find_tool(PP_LUACHECK "[Ll]ua" luacheck)
  pp_find_tool(PP_SHELLCHECK "ShellCheck" shellcheck)
  if(NOT PP_CLANG_FORMAT)
    pp_missing("clang-format 14 (or -DPP_LINT=OFF)" clang-format-14 clang-tools-extra clang-format@14)
  endif()
  if(NOT PP_LUACHECK)
    pp_missing("luacheck (or -DPP_LINT=OFF)" lua-check luacheck luacheck)
  endif()
  if(NOT PP_SHELLCHECK)
    pp_missing("shellcheck (or -DPP_LINT=OFF)" shellcheck ShellCheck shellcheck)
  endif()
endif()

if(PP_MISSING)
  message(FATAL_ERROR "Missing, and the packages that bring it:${PP_MISSING}")
endif()
