# pp_flags: how every target of portplan is compiled. Users of a library target inherit it.

add_library(pp_flags INTERFACE)
target_compile_definitions(pp_flags INTERFACE _XOPEN_SOURCE=700)
target_compile_options(pp_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
  -Wundef -Wformat=2 $<$<BOOL:${PP_WERROR}>:-Werror>)

if(PP_SANITIZE)
  set(sanitize -fsanitize=${PP_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(pp_flags INTERFACE ${sanitize})
  target_link_options(pp_flags INTERFACE ${sanitize})
endif()

if(PP_COVERAGE)
  target_compile_options(pp_flags INTERFACE --coverage)
  target_link_options(pp_flags INTERFACE --coverage)
endif()

if(PP_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "PP_FUZZ needs clang: configure with -DCMAKE_C_COMPILER=clang")
  endif()
  target_compile_options(pp_flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(pp_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# POSIX timers are in a library of their own where libc is older.
find_library(PP_RT_LIBRARY rt)
mark_as_advanced(PP_RT_LIBRARY)
if(PP_RT_LIBRARY)
  target_link_libraries(pp_flags INTERFACE ${PP_RT_LIBRARY})
endif()
