# CPack's settings: `cpack` in the build folder makes a .deb and a .tar.gz.
set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_PACKAGE_NAME joist)
set(CPACK_PACKAGE_CONTACT "The Joist authors <joist@example.org>")
set(CPACK_PACKAGE_VENDOR "The Joist authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "draw a system design and check that it stands")
set(CPACK_PACKAGE_DESCRIPTION
"Joist reads a system design written as text: boxes, arrows and data stores,
with the load they carry. It draws the design, and does the arithmetic that
says whether it stands: load against capacity, what is lost with a copy or a
zone, availability, latency, cost, and what breaks first as the load grows.
.
The package has the program with its language server, a standard library of
some 190 technologies, and files for Vim, Neovim, Emacs, Kate and others.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
# PNG and PDF are drawn by a library that is loaded when one is asked for, with the font that texts
# are measured with.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "librsvg2-2, fonts-liberation")
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "https://example.org/joist")
# Folders that only the package has are not writable for the group, however the builder's umask is.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
