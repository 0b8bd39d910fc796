# Compiler settings, V8, libuv, and the one function for each kind of target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
# Said below for every target alike: CMake would give programs -fPIE and libraries -fPIC, and the
# precompiled header fits one of them only.

find_program(PLINTH_CCACHE ccache)
if(PLINTH_CCACHE)
    # Sloppiness: without it ccache refuses to cache anything that uses a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${PLINTH_CCACHE})
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(UV REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(CARES REQUIRED IMPORTED_TARGET libcares)
pkg_check_modules(OPENSSL REQUIRED IMPORTED_TARGET openssl>=3)
pkg_check_modules(COMPRESSION REQUIRED IMPORTED_TARGET zlib libbrotlienc libbrotlidec)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
find_package(V8 REQUIRED)

# What all of our own code is compiled with; third-party headers are system headers.
add_library(plinth_flags INTERFACE)
target_include_directories(plinth_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(plinth_flags INTERFACE
    -fPIC -Wall -Wextra -Wshadow -Wconversion -Wno-unused-parameter -fstack-protector-strong
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False alarms in std::string of GCC 12 (https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105329).
    target_compile_options(plinth_flags INTERFACE
        -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
endif()
if(PLINTH_WERROR)
    target_compile_options(plinth_flags INTERFACE -Werror)
endif()
if(PLINTH_SANITIZE)
    target_compile_options(plinth_flags INTERFACE
        -fsanitize=${PLINTH_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(plinth_flags INTERFACE -fsanitize=${PLINTH_SANITIZE})
    if(PLINTH_SANITIZE MATCHES "undefined")
        # libnode has no RTTI, so the vptr check cannot link; a report must fail the test.
        target_compile_options(plinth_flags INTERFACE
            -fno-sanitize=vptr -fno-sanitize-recover=undefined)
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # GCC 12 takes V8's empty Maybe for a value that is read before it is set, only here.
        target_compile_options(plinth_flags INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()
# V8 is built without RTTI. A class that derives from one of V8's must be, too.
target_compile_options(plinth_flags INTERFACE -fno-rtti)

# One precompiled header for every room that sees V8 and libuv.
file(WRITE ${CMAKE_BINARY_DIR}/pch.cc "")
add_library(plinth_pch STATIC ${CMAKE_BINARY_DIR}/pch.cc)
target_link_libraries(plinth_pch PUBLIC plinth_flags V8::V8 PkgConfig::UV Threads::Threads)
target_precompile_headers(plinth_pch PRIVATE
    <v8.h> <uv.h> <algorithm> <chrono> <functional> <map> <memory> <optional> <string>
    <string_view> <unordered_map> <utility> <variant> <vector>)

# plinth_room(NAME [LINK target...]): a static library of every .cc file in this folder (not below).
function(plinth_room name)
    cmake_parse_arguments(ROOM "NO_PCH" "" "LINK" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cc)
    if(sources)
        add_library(plinth_${name} STATIC ${sources})
        target_link_libraries(plinth_${name} PUBLIC plinth_flags ${ROOM_LINK})
        if(NOT ROOM_NO_PCH)
            target_link_libraries(plinth_${name} PUBLIC V8::V8 PkgConfig::UV Threads::Threads)
            target_precompile_headers(plinth_${name} REUSE_FROM plinth_pch)
        endif()
    else()
        add_library(plinth_${name} INTERFACE)
        target_link_libraries(plinth_${name} INTERFACE plinth_flags ${ROOM_LINK})
    endif()
    add_library(plinth::${name} ALIAS plinth_${name})
endfunction()

# plinth_test(ROOM [LINK target...]): one googletest program of tests/ROOM/*_test.cc.
function(plinth_test room)
    cmake_parse_arguments(TEST "" "" "LINK" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${room}/*_test.cc)
    if(NOT sources)
        return()
    endif()
    string(REPLACE "/" "_" name ${room})
    add_executable(${name}_test ${sources})
    target_link_libraries(${name}_test PRIVATE ${TEST_LINK} V8::V8 PkgConfig::UV GTest::gtest_main)
    target_precompile_headers(${name}_test REUSE_FROM plinth_pch)
    set_target_properties(${name}_test PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/tests)
    gtest_discover_tests(${name}_test TEST_PREFIX "${room}/" DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT 60
        PROPERTIES TIMEOUT 120)
endfunction()

# plinth_types(TARGET OUTPUT folder ARGUMENTS words...): after each build of the program runs it with
# these arguments and the folder, for it to call Host::write_types(folder).
function(plinth_types target)
    cmake_parse_arguments(TYPES "" "OUTPUT" "ARGUMENTS" ${ARGN})
    add_custom_command(TARGET ${target} POST_BUILD
        COMMAND ${target} ${TYPES_ARGUMENTS} ${TYPES_OUTPUT}
        COMMENT "Writing the typings of ${target}" VERBATIM)
endfunction()

# plinth_sample(NAME [LINK target...]): a program of every .cc file in this folder.
function(plinth_sample name)
    cmake_parse_arguments(SAMPLE "" "" "LINK" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cc)
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE plinth_flags plinth::plinth ${SAMPLE_LINK})
endfunction()
