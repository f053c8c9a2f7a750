// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/written.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "libgeo/core/error.hpp"
#include "libgeo/io/list_file.hpp"
#include "libgeo/ledger/check_submission.hpp"

namespace geo::ledger {

namespace {

std::vector<std::string> items_of(std::string_view text) {
    constexpr std::string_view wide = "；";
    std::vector<std::string> items;
    std::string item;
    const auto take = [&] {
        if (!trim(item).empty()) items.emplace_back(trim(item));
        item.clear();
    };
    while (!text.empty()) {
        const bool is_wide = text.starts_with(wide);
        if (is_wide || text.front() == ';')
            take();
        else
            item += text.front();
        text.remove_prefix(is_wide ? wide.size() : 1);
    }
    take();
    return items;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

/// What the text spells; a number that is none stays a text, which the checks refuse by its field.
PayloadValue value_of(const Field& field, const std::string& text) {
    if (field.type == FieldType::list) return items_of(text);
    if (field.type != FieldType::money && field.type != FieldType::whole &&
        field.type != FieldType::flag)
        return std::string(trim(text)); // "QY0001 " is QY0001; an amount stays as it was written
    if (field.type == FieldType::whole || field.type == FieldType::flag)
        if (const auto number = whole_number(trim(text))) return *number;
    return text;
}

const Field* field_named(const EventKind& kind, const std::string& name) {
    const auto found = std::find_if(kind.fields.begin(), kind.fields.end(),
                                    [&](const Field& field) { return field.name == name; });
    return found == kind.fields.end() ? nullptr : &*found;
}

} // namespace

Submission submission_from(const WrittenEvent& written) {
    auto submission = written.head;
    const auto* owner = programme(submission.programme);
    const auto* kind = owner == nullptr ? nullptr : owner->kind(submission.kind);
    for (const auto& [name, text] : written.fields) {
        if (trim(text).empty()) continue;
        const auto* field = kind == nullptr ? nullptr : field_named(*kind, name);
        submission.payload[name] = field == nullptr ? PayloadValue{text} : value_of(*field, text);
    }
    check_form(submission);
    return submission;
}

namespace {

/// Puts a cell where its column says.
void take_cell(WrittenEvent& written, const std::string& column, const std::string& text) {
    auto& head = written.head;
    const std::map<std::string, std::string*> members{{"programme", &head.programme},
                                                      {"case_id", &head.case_id},
                                                      {"kind", &head.kind},
                                                      {"actor", &head.actor},
                                                      {"role", &head.role},
                                                      {"reason", &head.reason},
                                                      {"on", &head.happened_on},
                                                      {"key", &head.key},
                                                      {"manifest", &head.evidence.manifest_sha256}};
    if (column == "features")
        head.evidence.features = items_of(text);
    else if (const auto member = members.find(column); member != members.end())
        *member->second = std::string(trim(text));
    else
        written.fields[column] = text;
}

Submission read_row(const RawLayer& list, std::size_t row, const Submission& defaults) {
    WrittenEvent written{defaults, {}};
    for (std::size_t c = 0; c < list.attributes.names.size(); ++c) {
        const auto text = to_text(list.attributes.columns[c][row]);
        if (!trim(text).empty()) take_cell(written, list.attributes.names[c], text);
    }
    try {
        return submission_from(written);
    } catch (const InputError& error) {
        const auto where = std::to_string(row + 1);
        throw InputError({list.subject + "：第 " + where + " 条：" + error.text().zh,
                          list.subject + ": record " + where + ": " + error.text().en});
    }
}

} // namespace

WrittenEvents read_written_events(const std::string& path, const Submission& defaults) {
    const auto list = read_list_file(path);
    (void)column_named(list, "case_id");
    (void)column_named(list, "kind");
    WrittenEvents events{{}, list.notes};
    for (std::size_t row = 0; row < list.features(); ++row)
        events.submissions.push_back(read_row(list, row, defaults));
    return events;
}

} // namespace geo::ledger
