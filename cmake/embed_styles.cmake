# SPDX-License-Identifier: Apache-2.0
# Writes the files of datasets/styles into a C++ source: cmake -D FOLDER=... -D OUTPUT=... -P embed_styles.cmake
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*.toml)
list(SORT files)
set(code "// Made from datasets/styles by cmake/embed_styles.cmake.\n#include \"libgeo/map/builtin_files.hpp\"\n\n#include <array>\n\nnamespace geo::map {\n\nnamespace {\n\n")
list(LENGTH files count)
string(APPEND code "constexpr std::array<BuiltinFile, ${count}> files{{\n")
foreach(file IN LISTS files)
  file(READ ${FOLDER}/${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(LENGTH "${bytes}" length)
  math(EXPR size "${length} / 4")
  # Long literals are cut into pieces, which the compiler joins.
  string(REGEX REPLACE "((\\\\x[0-9a-f][0-9a-f])(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?)" "\"\\1\"\n" bytes "${bytes}")
  string(APPEND code "    {\"${file}\",\n     {${bytes}, ${size}}},\n")
endforeach()
string(APPEND code "}};\n\n} // namespace\n\nstd::span<const BuiltinFile> builtin_files() {\n    return files;\n}\n\n} // namespace geo::map\n")
file(WRITE ${OUTPUT} "${code}")
