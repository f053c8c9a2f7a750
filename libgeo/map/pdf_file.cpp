// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pdf_file.hpp"

#include <cerrno>
#include <cstring>

#include "libgeo/core/error.hpp"
#include "libgeo/map/pdf_syntax.hpp"
#include "libgeo/map/text_fields.hpp"

namespace geo::map {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw OutputError({path + "：无法写入：" + why + "。请检查磁盘空间和权限。",
                       path + ": cannot be written: " + why + ". Check disk space and rights."});
}

/// A line of the table: 20 bytes, as the format wants it.
std::string table_line(std::uint64_t start) {
    const auto digits = std::to_string(start);
    return std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
}

} // namespace

std::string reference(int number) {
    return std::to_string(number) + " 0 R";
}

PdfFile::PdfFile(std::string path)
    : m_path(std::move(path)), m_file(std::fopen(m_path.c_str(), "wb")) {
    if (!m_file) fail(m_path, std::strerror(errno));
    m_object = "%PDF-1.7\n%\xE5\x9B\xBE\xE5\xB9\x85\n"; // bytes that are no ASCII: a binary file
    end();
}

int PdfFile::reserve() {
    m_starts.push_back(0);
    return static_cast<int>(m_starts.size());
}

void PdfFile::begin(int number) {
    m_starts[static_cast<std::size_t>(number - 1)] = m_size;
    append_whole(m_object, number);
    m_object += " 0 obj\n";
}

void PdfFile::end() {
    if (std::fwrite(m_object.data(), 1, m_object.size(), m_file.get()) != m_object.size())
        fail(m_path, std::strerror(errno));
    m_size += m_object.size();
    m_name = sha256_of_text(m_name + m_object);
    m_object.clear();
}

void PdfFile::write(int number, std::string_view object) {
    begin(number);
    m_object += object;
    m_object += "\nendobj\n";
    end();
}

int PdfFile::add(std::string_view object) {
    const int number = reserve();
    write(number, object);
    return number;
}

void PdfFile::write_stream(int number, std::string_view packed, std::string_view entries) {
    begin(number);
    m_object += "<</Length ";
    append_whole(m_object, static_cast<std::int64_t>(packed.size()));
    m_object += "/Filter/FlateDecode";
    m_object += entries;
    m_object += ">>\nstream\n";
    m_object += packed;
    m_object += "\nendstream\nendobj\n";
    end();
}

void PdfFile::finish(int catalog, int info) {
    const auto table = m_size;
    const auto size = std::to_string(m_starts.size() + 1);
    const auto name = "<" + m_name.substr(0, 32) + ">";
    m_object = "xref\n0 " + size + "\n0000000000 65535 f \n";
    for (const auto start : m_starts) m_object += table_line(start);
    m_object += "trailer\n<</Size " + size + "/Root " + reference(catalog) + "/Info " +
                reference(info) + "/ID[" + name + name + "]>>\nstartxref\n" +
                std::to_string(table) + "\n%%EOF\n";
    end();
    std::FILE* file = m_file.release();
    if (std::fclose(file) != 0) fail(m_path, std::strerror(errno));
}

} // namespace geo::map
