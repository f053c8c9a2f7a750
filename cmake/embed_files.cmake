# SPDX-License-Identifier: Apache-2.0
# Writes data files into a C++ source, so that the program finds them wherever it runs. Usage:
# cmake -D FOLDER=... -D PATTERN=*.toml -D HEADER=... -D NAMESPACE=... -D FUNCTION=... -D OUTPUT=... -P embed_files.cmake
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/${PATTERN})
list(SORT files)
set(code "// Made by cmake/embed_files.cmake.\n#include \"${HEADER}\"\n\n#include <array>\n\nnamespace ${NAMESPACE} {\n\nnamespace {\n\n")
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
string(APPEND code "}};\n\n} // namespace\n\nstd::span<const BuiltinFile> ${FUNCTION}() {\n    return files;\n}\n\n} // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${code}")
