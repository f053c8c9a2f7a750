// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace geo::map {

/// A PDF file as a list of numbered objects, each written when it is known: what is in it, the file
/// need not know. Ends with a table of where the objects stand, and a name (`/ID`) that is made of
/// all bytes.
class PdfFile {
  public:
    /// Throws OutputError when the file cannot be written, as all that follows.
    explicit PdfFile(std::string path);

    /// A number for an object that is written later, as each must be.
    int reserve();
    /// Writes an object: "<</Type/Page ...>>".
    void write(int number, std::string_view object);
    int add(std::string_view object);
    /// Writes a stream that is packed already. `entries` go into its dictionary.
    void write_stream(int number, std::string_view packed, std::string_view entries = {});

    void finish(int catalog, int info);

  private:
    struct FileCloser {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    void begin(int number);
    void end();

    std::string m_path;
    std::unique_ptr<std::FILE, FileCloser> m_file;
    std::vector<std::uint64_t> m_starts; ///< of object n + 1; 0: not written yet
    std::uint64_t m_size = 0;
    std::string m_name;   ///< hash of all objects so far
    std::string m_object; ///< the one that is being written
};

/// "12 0 R"
std::string reference(int number);

} // namespace geo::map
