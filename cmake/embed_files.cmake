# SPDX-License-Identifier: Apache-2.0
# Writes files into a C++ source, as the function that HEADER declares:
# cmake -D FOLDER=... -D PATTERNS=*.toml -D HEADER=... -D NAMESPACE=... -D FUNCTION=... -D OUTPUT=... -P embed_files.cmake
set(files "")
foreach(pattern IN LISTS PATTERNS)
  file(GLOB_RECURSE found RELATIVE ${FOLDER} ${FOLDER}/${pattern})
  list(APPEND files ${found})
endforeach()
list(SORT files)
list(LENGTH files count)
set(code "// Made by cmake/embed_files.cmake.\n#include \"${HEADER}\"\n\n#include <array>\n\nnamespace ${NAMESPACE} {\n\nnamespace {\n\n")
string(APPEND code "constexpr std::array<BuiltinFile, ${count}> files{{\n")
string(REPEAT "[0-9a-f]" 64 block) # long literals are cut into pieces, which the compiler joins
foreach(file IN LISTS files)
  file(READ ${FOLDER}/${file} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(${block})" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(REPLACE "\n" "\"\n\"" bytes "\"${bytes}\"")
  string(APPEND code "    {\"${file}\",\n     {${bytes}, ${size}}},\n")
endforeach()
string(APPEND code "}};\n\n} // namespace\n\nstd::span<const BuiltinFile> ${FUNCTION}() {\n    return files;\n}\n\n} // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${code}")
