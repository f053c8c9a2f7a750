// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/shapefile_texts.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/encoding.hpp"
#include "libgeo/io/shapefile_parts.hpp"

namespace geo {

namespace {

constexpr int unstated = 0x00;
constexpr int windows_ansi = 0x57; ///< "whatever the machine has"
constexpr int chinese_936 = 0x4D;

int language_in(const std::string& dbf) {
    constexpr std::streamoff language_byte = 29;
    std::ifstream file(dbf, std::ios::binary);
    file.seekg(language_byte);
    const int byte = file.get();
    return file ? byte : unstated;
}

template <typename Take> void each_text(RawLayer& raw, Take take) {
    for (auto& name : raw.attributes.names) take(name);
    for (auto& column : raw.attributes.columns)
        for (auto& value : column)
            if (auto* text = std::get_if<std::string>(&value)) take(*text);
}

/// What the bytes of all texts can be.
struct Evidence {
    bool ascii = true;
    bool utf8 = true;
    bool long_utf8 = false; ///< UTF-8 with a character of three bytes or more
    bool gb18030 = true;
    std::string example; ///< of a text beyond ASCII
};

Evidence look_at(RawLayer& raw) {
    Evidence seen;
    each_text(raw, [&](const std::string& text) {
        if (std::ranges::all_of(text, [](char c) { return c >= 0; })) return;
        if (seen.example.empty()) seen.example = text;
        seen.ascii = false;
        seen.utf8 = seen.utf8 && is_utf8(text);
        seen.gb18030 = seen.gb18030 && from_gb18030(text).has_value();
        seen.long_utf8 = seen.long_utf8 || std::ranges::any_of(text, [](char c) {
                             return static_cast<unsigned char>(c) >= 0xE0;
                         });
    });
    return seen;
}

[[noreturn]] void refuse_neither(const RawLayer& raw) {
    throw InputError(
        {raw.subject + "：文字既不是 UTF-8 也不是 GB18030。请另存为其中一种编码，或附上正确的 "
                       ".cpg 文件。",
         raw.subject + ": the texts are neither UTF-8 nor GB18030. Save the file in one of "
                       "these, or add a correct .cpg file."});
}

[[noreturn]] void refuse_ambiguous(const RawLayer& raw, const std::string& example) {
    const auto both = "'" + *from_gb18030(example) + "' / '" + example + "'";
    throw InputError({raw.subject + "：文字按 GB18030 和 UTF-8 都读得通（" + both +
                          "），无法判定。请附上 .cpg 文件，内容为 GBK 或 UTF-8。",
                      raw.subject + ": the texts can be GB18030 or UTF-8 (" + both +
                          "), and nothing says which. Add a .cpg file that says GBK or UTF-8."});
}

void note(RawLayer& raw, Severity severity, const Text& text) {
    raw.notes.push_back(
        {raw.subject, "", "encoding_found", severity, no_place(), no_place(), text});
}

void say_encoding(RawLayer& raw, const std::string& found, bool header_says_936) {
    if (header_says_936 && found == "UTF-8")
        return note(raw, Severity::warning,
                    {"表头写明代码页 936，但按字节是 UTF-8；按 UTF-8 读取。请附上 .cpg 文件。",
                     "The table's header says code page 936, but by its bytes it is UTF-8 and was "
                     "read so. Add a .cpg file."});
    if (header_says_936)
        return note(raw, Severity::note,
                    {"没有 .cpg；表头写明代码页 936，字节为 GB18030。",
                     "There is no .cpg; the table's header says code page 936, and the bytes are "
                     "GB18030."});
    note(raw, Severity::note,
         {"文件没有写明编码；按字节判定为 " + found + "。",
          "The file does not say its encoding; by its bytes it is " + found + "."});
}

/// The name without the character that it was cut in; the name itself when it was not.
std::string without_cut_character(const std::string& name) {
    constexpr std::size_t longest_rest = 3;
    if (is_utf8(name)) return name;
    for (std::size_t rest = 1; rest <= longest_rest && rest < name.size(); ++rest)
        if (const auto whole = name.substr(0, name.size() - rest); is_utf8(whole)) return whole;
    return name;
}

void say_cut(RawLayer& raw, const std::string& name) {
    raw.notes.push_back(
        {raw.subject,
         "",
         "field_name_cut",
         Severity::warning,
         no_place(),
         no_place(),
         {"字段名 '" + name + "' 在一个字的中间被截断（最多 10 个字节），已去掉残缺的字。",
          "the name of the field '" + name +
              "' was cut within a character (10 bytes at most); the rest of it was left out."}});
}

/// Cuts names to whole characters of UTF-8; false when none needs it.
bool cut_names(RawLayer& raw) {
    bool was_cut = false;
    for (auto& name : raw.attributes.names) {
        auto whole = without_cut_character(name);
        was_cut = was_cut || whole != name;
        name = std::move(whole);
    }
    return was_cut;
}

void say_cut_names(RawLayer& raw, const std::vector<std::string>& before) {
    for (std::size_t i = 0; i < before.size(); ++i)
        if (raw.attributes.names[i] != before[i]) say_cut(raw, raw.attributes.names[i]);
}

/// The evidence of all texts, after names that were cut within a character are whole again when
/// that makes all of them UTF-8.
Evidence look_at_with_cut_names(RawLayer& raw) {
    const auto before = raw.attributes.names;
    if (!cut_names(raw)) return look_at(raw);
    const auto seen = look_at(raw);
    if (seen.utf8 && seen.long_utf8) {
        say_cut_names(raw, before);
        return seen;
    }
    raw.attributes.names = before;
    return look_at(raw);
}

} // namespace

ShapefileTexts::ShapefileTexts(const std::string& path) {
    if (ascii_lower(std::filesystem::path(path).extension().string()) != ".shp") return;
    if (!shapefile_part(path, ".cpg").empty()) return;
    m_language = language_in(shapefile_part(path, ".dbf"));
    m_raw = m_language == unstated || m_language == windows_ansi || m_language == chinese_936;
}

void ShapefileTexts::mend_names(RawLayer& raw) const {
    if (m_raw) return;
    const auto before = raw.attributes.names;
    if (cut_names(raw)) say_cut_names(raw, before);
}

void ShapefileTexts::decode(RawLayer& raw) const {
    if (!m_raw) {
        if (m_language != unstated)
            note(raw, Severity::note,
                 {"没有 .cpg；按表头的语言标识 " + std::to_string(m_language) + " 读取文字。",
                  "There is no .cpg; the texts were read by the language of the table's header, " +
                      std::to_string(m_language) + "."});
        return;
    }
    const auto seen = look_at_with_cut_names(raw);
    const bool says_936 = m_language == chinese_936;
    if (!seen.utf8 && !seen.gb18030) refuse_neither(raw);
    const bool is_either = seen.utf8 && seen.gb18030 && !seen.long_utf8 && !seen.ascii;
    if (is_either && !says_936) refuse_ambiguous(raw, seen.example);
    const bool is_gb18030 = !seen.utf8 || is_either;
    if (is_gb18030) each_text(raw, [](std::string& text) { text = *from_gb18030(text); });
    // Plain ASCII is both, so the header is right.
    if (seen.ascii && says_936) return;
    say_encoding(raw, is_gb18030 ? "GB18030" : "UTF-8", says_936);
}

} // namespace geo
