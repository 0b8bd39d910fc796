# Every header compiles alone, without the precompiled header: one generated file of one line each.
# A room gets the include paths it is entitled to and no others: base and loop see no V8, and sdk/
# sees a copy of itself, outside the tree. Not part of `all`: the test builds it, and ninja and
# ccache make the second time free. Under sanitizers it would find nothing new.

if(PLINTH_SANITIZE)
    return()
endif()

set(PLINTH_HEADER_TARGETS "")

# header_check(NAME HEADER... FLAGS target...): HEADERs are paths from the root.
function(header_check name)
    cmake_parse_arguments(CHECK "" "" "FLAGS" ${ARGN})
    set(sources "")
    foreach(header IN LISTS CHECK_UNPARSED_ARGUMENTS)
        string(MAKE_C_IDENTIFIER ${header} file)
        set(file ${CMAKE_CURRENT_BINARY_DIR}/headers/${file}.cc)
        file(CONFIGURE OUTPUT ${file} CONTENT "#include \"${header}\"\n")
        list(APPEND sources ${file})
    endforeach()
    if(sources)
        add_library(headers_${name} OBJECT EXCLUDE_FROM_ALL ${sources})
        target_link_libraries(headers_${name} PRIVATE ${CHECK_FLAGS})
        target_compile_options(headers_${name} PRIVATE -O0 -g0)
        list(APPEND PLINTH_HEADER_TARGETS headers_${name})
        set(PLINTH_HEADER_TARGETS ${PLINTH_HEADER_TARGETS} PARENT_SCOPE)
    endif()
endfunction()

# headers_of(VARIABLE FOLDER...): the headers below the folders, as paths from the root.
function(headers_of variable)
    list(TRANSFORM ARGN APPEND /*.h)
    list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/)
    file(GLOB_RECURSE headers RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS ${ARGN})
    list(FILTER headers EXCLUDE REGEX "/node_modules/")
    set(${variable} ${headers} PARENT_SCOPE)
endfunction()

headers_of(without_v8 host/base host/loop)
headers_of(with_v8 bindings host tests)
list(REMOVE_ITEM with_v8 ${without_v8})
headers_of(sdk_imgui sdk/imgui)
headers_of(sdk sdk)
list(REMOVE_ITEM sdk ${sdk_imgui})
headers_of(samples samples)

header_check(without_v8 ${without_v8} FLAGS plinth_flags PkgConfig::UV)
header_check(with_v8 ${with_v8} FLAGS plinth_flags V8::V8 PkgConfig::UV GTest::gtest)

# sdk/ alone: a folder that holds nothing but a link to it is all that the compiler is given.
set(sdk_alone ${CMAKE_CURRENT_BINARY_DIR}/sdk_alone)
file(MAKE_DIRECTORY ${sdk_alone})
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/sdk ${sdk_alone}/sdk SYMBOLIC)
add_library(sdk_alone INTERFACE)
target_include_directories(sdk_alone INTERFACE ${sdk_alone})
target_compile_options(sdk_alone INTERFACE -Wall -Wextra -Wshadow -Wconversion -Werror)
header_check(sdk ${sdk} FLAGS sdk_alone)

if(PLINTH_SAMPLES)
    pkg_check_modules(SAMPLE_HEADERS REQUIRED IMPORTED_TARGET sdl2 imgui)
    header_check(sdk_imgui ${sdk_imgui} FLAGS sdk_alone PkgConfig::SAMPLE_HEADERS)
    header_check(samples ${samples} FLAGS plinth_flags V8::V8 PkgConfig::SAMPLE_HEADERS)
endif()

add_custom_target(plinth_headers)
if(PLINTH_HEADER_TARGETS)
    add_dependencies(plinth_headers ${PLINTH_HEADER_TARGETS})
endif()
add_test(NAME layout/headers
    COMMAND ${CMAKE_COMMAND} --build ${CMAKE_BINARY_DIR} --target plinth_headers --parallel 2)
set_tests_properties(layout/headers PROPERTIES TIMEOUT 1200 PROCESSORS 2 RESOURCE_LOCK build)
