# What `cmake --install` puts where: the program, its manual, completions, documents, and the files of
# editors that have a place for them. CPack makes of it a .deb and an archive.
include(GNUInstallDirs)
find_program(GZIP gzip REQUIRED)

install(TARGETS joist)

# Written by the program itself, so that they are of one version.
set(made "${CMAKE_CURRENT_BINARY_DIR}/made")
file(MAKE_DIRECTORY "${made}")
function(joist_writes file)
  add_custom_command(OUTPUT "${made}/${file}" COMMAND joist ${ARGN} > "${made}/${file}" DEPENDS joist VERBATIM)
  set_property(GLOBAL APPEND PROPERTY joist_made "${made}/${file}")
endfunction()
joist_writes(joist.1 help --man)
joist_writes(joist.bash completions bash)
joist_writes(_joist completions zsh)
joist_writes(joist.fish completions fish)

# Manual pages and the changes are packed without a name and a time in them, so that the same sources
# give the same bytes.
function(joist_packs from to)
  add_custom_command(OUTPUT "${made}/${to}" COMMAND ${GZIP} -9nc "${from}" > "${made}/${to}" DEPENDS "${from}" VERBATIM)
  set_property(GLOBAL APPEND PROPERTY joist_made "${made}/${to}")
endfunction()
joist_packs("${made}/joist.1" joist.1.gz)
joist_packs("${CMAKE_CURRENT_SOURCE_DIR}/docs/man/joist.toml.5" joist.toml.5.gz)
joist_packs("${CMAKE_CURRENT_SOURCE_DIR}/docs/man/joist.7" joist.7.gz)
joist_packs("${CMAKE_CURRENT_SOURCE_DIR}/CHANGELOG.md" changelog.gz)
configure_file(cmake/debian-changelog.in "${made}/changelog.Debian" @ONLY)
joist_packs("${made}/changelog.Debian" changelog.Debian.gz)

get_property(all_made GLOBAL PROPERTY joist_made)
add_custom_target(joist_made ALL DEPENDS ${all_made})

install(FILES "${made}/joist.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${made}/joist.toml.5.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man5")
install(FILES "${made}/joist.7.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man7")
install(FILES "${made}/joist.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME joist)
install(FILES "${made}/_joist" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
install(FILES "${made}/joist.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
install(FILES "${made}/changelog.gz" "${made}/changelog.Debian.gz" README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES cmake/debian-copyright DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)
install(FILES docs/language.md docs/figures.md docs/rules.md docs/kinds.md docs/chirp.svg
              docs/results.schema.json docs/findings.schema.json DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY examples DESTINATION "${CMAKE_INSTALL_DOCDIR}" FILES_MATCHING PATTERN "*.joist")

# Editors. Where each looks is Debian's convention; what has no such place lies beside the others in
# the program's own folder.
set(own "${CMAKE_INSTALL_DATADIR}/joist/editors")
install(DIRECTORY editors/vim/ DESTINATION "${CMAKE_INSTALL_DATADIR}/vim/vimfiles")
install(DIRECTORY editors/vim/ editors/nvim/ DESTINATION "${CMAKE_INSTALL_DATADIR}/nvim/site")
install(DIRECTORY editors/tree-sitter/queries/ DESTINATION "${CMAKE_INSTALL_DATADIR}/nvim/site/queries/joist")
install(DIRECTORY editors/emacs/ DESTINATION "${CMAKE_INSTALL_DATADIR}/emacs/site-lisp" FILES_MATCHING PATTERN "*.el")
install(FILES editors/kate/joist.xml DESTINATION "${CMAKE_INSTALL_DATADIR}/org.kde.syntax-highlighting/syntax")
install(FILES editors/kate/lspclient.json DESTINATION "${own}/kate")
install(PROGRAMS editors/helix/install DESTINATION "${own}/helix")
install(FILES editors/helix/languages.toml DESTINATION "${own}/helix")
install(DIRECTORY editors/helix/queries DESTINATION "${own}/helix")
install(FILES editors/sublime/joist.sublime-syntax DESTINATION "${own}/sublime")
install(FILES editors/pandoc/joist.lua DESTINATION "${own}/pandoc")
install(FILES editors/words.json editors/README.md DESTINATION "${own}")
install(FILES editors/tree-sitter/grammar.js editors/tree-sitter/package.json DESTINATION "${own}/tree-sitter")
install(DIRECTORY editors/tree-sitter/src editors/tree-sitter/queries DESTINATION "${own}/tree-sitter")
install(FILES editors/vscode/syntaxes/joist.tmLanguage.json editors/vscode/syntaxes/markdown.tmLanguage.json
              editors/vscode/language-configuration.json DESTINATION "${own}/textmate")

include(cmake/package.cmake)
