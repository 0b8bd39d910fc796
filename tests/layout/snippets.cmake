# The examples in README files and docs are programs: `cpp test` blocks are compiled against
# plinth::plinth and run, `js test` blocks are run by `plinth run`. They run in a folder that has the
# tree's plugins/ in it, as a reader's project would.

set(snippets ${CMAKE_CURRENT_BINARY_DIR}/snippets)
set(snippets_folder ${CMAKE_CURRENT_BINARY_DIR}/snippets_run)

set(documents "")
foreach(folder bindings docs host plugins samples sdk tests)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.md)
    list(APPEND documents ${found})
endforeach()
file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/*.md)
list(APPEND documents ${found})
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${documents})
execute_process(
    COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/snippets.py
        ${CMAKE_SOURCE_DIR} ${snippets}
    COMMAND_ERROR_IS_FATAL ANY)

file(REMOVE_RECURSE ${snippets_folder})
file(MAKE_DIRECTORY ${snippets_folder})
if(EXISTS ${CMAKE_SOURCE_DIR}/plugins)
    file(COPY ${CMAKE_SOURCE_DIR}/plugins DESTINATION ${snippets_folder})
endif()

file(GLOB programs ${snippets}/*.cc)
foreach(program IN LISTS programs)
    get_filename_component(name ${program} NAME_WE)
    add_executable(snippet_${name} ${program})
    target_link_libraries(snippet_${name} PRIVATE plinth::plinth)
    set_target_properties(snippet_${name} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/tests)
    add_test(NAME layout/snippet/${name} COMMAND snippet_${name}
        WORKING_DIRECTORY ${snippets_folder})
    set_tests_properties(layout/snippet/${name} PROPERTIES TIMEOUT 60)
endforeach()

file(GLOB programs ${snippets}/*.js)
foreach(program IN LISTS programs)
    get_filename_component(name ${program} NAME_WE)
    add_test(NAME layout/snippet/${name} COMMAND plinth run ${program}
        WORKING_DIRECTORY ${snippets_folder})
    set_tests_properties(layout/snippet/${name} PROPERTIES TIMEOUT 60)
endforeach()
