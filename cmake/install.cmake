# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where, so that another project finds libgeo::geo with find_package(libgeo).
include(CMakePackageConfigHelpers)
set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/libgeo)

install(TARGETS geo EXPORT libgeo
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS geo_drawing LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} NAMELINK_SKIP)
install(EXPORT libgeo NAMESPACE libgeo:: FILE libgeoTargets.cmake DESTINATION ${config_dir})

# libgeo is a shared library whose headers need the standard library only: nothing else is to be found.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/libgeoConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/libgeoConfig.cmake ${PROJECT_BINARY_DIR}/libgeoConfigVersion.cmake
  DESTINATION ${config_dir})

install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
