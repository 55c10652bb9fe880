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
