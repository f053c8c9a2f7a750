// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/sheet_files.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/map/text_fields.hpp"

namespace geo::map {

namespace fs = std::filesystem;

namespace {

constexpr const char* list_name = "sheets.csv";
constexpr const char* notes_name = ".sheets.unfinished";
constexpr char between = '\x1f';

/// A text without line ends and separators, from which `unescaped` makes the text again.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c == '\\' || c == '\n' || c == between)
            out += {'\\', c == '\n' ? 'n' : c == between ? 's' : '\\'};
        else
            out += c;
    return out;
}

std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        out += c == 'n' ? '\n' : c == 's' ? between : c;
    }
    return out;
}

std::string as_line(const SheetFile& f) {
    std::string line;
    for (const auto* part : {&f.file, &f.id, &f.title, &f.scale, &f.crs, &f.sha256, &f.input})
        line += escaped(*part) + between;
    line.back() = '\n';
    return line;
}

std::optional<SheetFile> from_parts(const std::vector<std::string>& parts) {
    if (parts.size() != 7) return {};
    return SheetFile{parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]};
}

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(line);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(unescaped(part));
    return parts;
}

bool is_safe_byte(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || c == '_';
}

/// Three-byte letters that are punctuation (U+2000–206F, U+3000–303F, U+FF00–FF0F …) become '-'.
bool is_wide_punctuation(std::string_view letter) {
    if (letter.size() != 3) return false;
    return letter.starts_with("\xE2\x80") || letter.starts_with("\xE3\x80") ||
           letter.starts_with("\xEF\xBC") || letter.starts_with("\xEF\xBD");
}

std::string slug(const std::string& text, std::size_t most) {
    std::string out;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size() && letters < most; ++letters) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        const auto letter = text.substr(i, bytes);
        if (is_safe_byte(text[i]) && !is_wide_punctuation(letter))
            out += letter;
        else if (!out.empty() && out.back() != '-')
            out += '-';
        i += bytes;
    }
    while (out.ends_with('-')) out.pop_back();
    return out;
}

} // namespace

std::string safe_name(const std::string& layer, const std::string& id, const std::string& title) {
    const auto hash = sha256_of_text(layer + between + id).substr(0, 8);
    const auto clean = slug(id, 24);
    const auto words = slug(title, 24);
    return (clean.empty() ? "" : clean + "-") + hash + (words.empty() ? "" : "-" + words);
}

SheetList::SheetList(std::string folder) : m_folder(std::move(folder)) {
    read_list();
    std::ifstream notes(fs::path(m_folder) / notes_name);
    for (std::string line; std::getline(notes, line);)
        if (auto file = from_parts(split(line, between))) m_files[file->file] = *file;
}

/// A list that is none, say one that somebody edited, knows nothing.
void SheetList::read_list() {
    const auto path = (fs::path(m_folder) / list_name).string();
    if (!fs::is_regular_file(path)) return;
    try {
        for (const auto& row : table_from_csv(read_whole_file(path), path).rows) {
            std::vector<std::string> cells;
            for (const auto& cell : row) cells.push_back(to_text(cell));
            if (auto file = from_parts(cells)) m_files[file->file] = *file;
        }
    } catch (const InputError&) {
        m_files.clear();
    }
}

std::optional<SheetFile> SheetList::known(const std::string& file) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_files.find(file);
    if (found == m_files.end()) return {};
    return found->second;
}

bool SheetList::is_current(const std::string& file, const std::string& input) const {
    const auto entry = known(file);
    const auto path = fs::path(m_folder) / file;
    return entry && entry->input == input && fs::is_regular_file(path) &&
           sha256_of_file(path.string()) == entry->sha256;
}

void SheetList::add(const SheetFile& file) {
    const std::lock_guard lock(m_mutex);
    m_files[file.file] = file;
    std::ofstream(fs::path(m_folder) / notes_name, std::ios::app) << as_line(file);
}

void SheetList::finish() {
    Table table{"sheets",
                {text_column("file"), text_column("id"), text_column("title"), text_column("scale"),
                 text_column("crs"), text_column("sha256"), text_column("input_sha256")},
                {}};
    for (const auto& [name, f] : m_files)
        if (fs::exists(fs::path(m_folder) / name))
            table.rows.push_back({f.file, f.id, f.title, f.scale, f.crs, f.sha256, f.input});
    StagedFile file((fs::path(m_folder) / list_name).string(), Overwrite::yes);
    write_whole_file(file.temporary(), to_csv(table));
    file.publish();
    std::error_code ignored;
    fs::remove(fs::path(m_folder) / notes_name, ignored);
}

} // namespace geo::map
