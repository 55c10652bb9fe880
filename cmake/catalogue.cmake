# Turns a folder of files into a table: each FOLDER/some-name.cpp defines one constant
# `const TYPE some_name` in namespace NAMESPACE, and the generated source lists them all by name.
# A name that C++ keeps for itself takes a `_` behind it: new.cpp defines `new_`.
# Adding an entry is adding a file; no list is edited by hand.
#
#   joist_catalogue(TARGET folder HEADER header TYPE type NAMESPACE namespace)
#
# The header declares `std::span<const TYPE* const> catalogue();` in NAMESPACE.
function(joist_catalogue target folder)
  cmake_parse_arguments(ARG "" "HEADER;TYPE;NAMESPACE" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp")
  list(SORT files)
  set(declarations "")
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(name "${file}" NAME_WE)
    string(REPLACE "-" "_" name "${name}")
    if(name MATCHES "^(default|delete|export|new|switch|union)$")
      string(APPEND name "_")
    endif()
    string(APPEND declarations "extern const ${ARG_TYPE} ${name};\n")
    string(APPEND entries "    &${name},\n")
  endforeach()
  string(REPLACE "/" "_" stem "${folder}")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/catalogues/${stem}.cpp")
  list(LENGTH files JOIST_CATALOGUE_COUNT)
  set(JOIST_CATALOGUE_HEADER "${ARG_HEADER}")
  set(JOIST_CATALOGUE_TYPE "${ARG_TYPE}")
  set(JOIST_CATALOGUE_NAMESPACE "${ARG_NAMESPACE}")
  set(JOIST_CATALOGUE_DECLARATIONS "${declarations}")
  set(JOIST_CATALOGUE_ENTRIES "${entries}")
  configure_file("${CMAKE_CURRENT_SOURCE_DIR}/cmake/catalogue.cpp.in" "${output}" @ONLY)
  target_sources(${target} PRIVATE ${files} "${output}")
  # Each entry calls its function `check` or `run`, so no two can be compiled as one file.
  set_source_files_properties(${files} "${output}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
