# Finds V8 in V8_ROOT and makes V8::V8. Headers come first in the system include path, so that the
# headers of an installed nodejs (/usr/include/node) never win over the ones that match our library.
# Nothing is cached, so that another V8_ROOT takes effect.

find_path(V8_INCLUDE_DIR v8.h
    PATHS ${V8_ROOT}/include/node ${V8_ROOT}/include NO_DEFAULT_PATH NO_CACHE)
find_library(V8_LIBRARY NAMES libnode.so.108 node v8 v8_monolith
    PATHS ${V8_ROOT}/lib/x86_64-linux-gnu ${V8_ROOT}/lib NO_DEFAULT_PATH NO_CACHE)
if(NOT V8_INCLUDE_DIR OR NOT V8_LIBRARY)
    message(FATAL_ERROR
        "No V8 in ${V8_ROOT}: v8.h or the library is missing. Run tools/fetch-v8.sh to unpack "
        "Debian's libnode there (run.sh and test.sh do), or configure with -DV8_ROOT=PREFIX.")
endif()
add_library(V8::V8 UNKNOWN IMPORTED)
set_target_properties(V8::V8 PROPERTIES
    IMPORTED_LOCATION ${V8_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${V8_INCLUDE_DIR}
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${V8_INCLUDE_DIR})
