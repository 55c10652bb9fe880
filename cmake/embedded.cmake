# The files that travel inside the program: the stdlib, its icons, the worked examples, and the pages
# of the preview and of documents.
function(joist_embed folder pattern header namespace function)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}/${folder}"
       "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${pattern}")
  list(SORT files)
  set(paths ${files})
  list(TRANSFORM paths PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${function}.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DROOT=${CMAKE_CURRENT_SOURCE_DIR}/${folder}"
            "-DFILES=${files}" "-DHEADER=${header}" "-DNAMESPACE=${namespace}"
            "-DFUNCTION=${function}"
            -P "${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${paths} "${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed.cmake"
    COMMENT "Embedding ${folder}"
    VERBATIM)
  target_sources(joist_core PRIVATE "${output}")
endfunction()

joist_embed(stdlib "*.joist" project/project.hpp joist::project stdlib_files)
joist_embed(stdlib "icons/*.svg" project/project.hpp joist::project icon_files)
joist_embed(examples "*.joist" project/project.hpp joist::project example_files)
joist_embed(src/serve/page "*.*" serve/page.hpp joist::serve page_files)
joist_embed(src/document/page "*.css" document/page.hpp joist::document style_files)

# Themes are tables of the program, and their names are values of options and attributes.
file(GLOB themes CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/stdlib/themes/*.toml")
list(SORT themes)
set(theme_table "${CMAKE_CURRENT_BINARY_DIR}/embedded/themes.cpp")
add_custom_command(
  OUTPUT "${theme_table}"
  COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${theme_table}" "-DFILES=${themes}"
          -P "${CMAKE_CURRENT_SOURCE_DIR}/cmake/themes.cmake"
  DEPENDS ${themes} "${CMAKE_CURRENT_SOURCE_DIR}/cmake/themes.cmake"
  COMMENT "Reading the themes"
  VERBATIM)
target_sources(joist_core PRIVATE "${theme_table}")
set(theme_names "")
foreach(theme IN LISTS themes)
  get_filename_component(name "${theme}" NAME_WE)
  string(APPEND theme_names " ${name}")
endforeach()
set_source_files_properties(src/model/attributes.cpp PROPERTIES
                            COMPILE_DEFINITIONS "JOIST_THEMES=\"${theme_names}\"")
