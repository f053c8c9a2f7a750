// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/list_guide.hpp"

#include <array>

namespace geo::ledger {

namespace {

/// "责任人 (assignee)、…": the columns of the fields that an event requires, or of the others.
std::string columns_for(const ListForm& form, const EventKind& kind, bool required) {
    std::string names;
    for (const auto& field : kind.fields)
        if (field.is_required == required)
            names += (names.empty() ? "" : "、") + field.title.zh + " (" +
                     column_for(*form.table, kind, field) + ")";
    return names;
}

std::string roles_of(const EventKind& kind) {
    std::string names;
    for (const auto& role : kind.roles) names += (names.empty() ? "" : "、") + role;
    return names;
}

struct GuideColumn {
    const char* name;
    const char* title;
    double width;
};

constexpr std::array<GuideColumn, 8> guide_columns{{{"list", "清单", 20},
                                                    {"event", "办理", 12},
                                                    {"what", "内容", 40},
                                                    {"what_en", "内容（英文）", 40},
                                                    {"new_row", "新增一行", 10},
                                                    {"needs", "必填", 50},
                                                    {"may_have", "可填", 40},
                                                    {"roles", "可以的角色", 30}}};

} // namespace

TableSheet guide_of(const std::vector<FilledList>& lists) {
    TableSheet sheet;
    sheet.name = "说明 guide";
    for (const auto& column : guide_columns) {
        sheet.table.columns.push_back(text_column(column.name));
        auto& look = sheet.columns.emplace_back();
        look.title = column.title;
        look.unit = column.name;
        look.width = column.width;
        look.editing = Editing::locked;
    }
    for (const auto& list : lists)
        for (const auto* kind : list.form.kinds)
            sheet.table.rows.push_back({list.form.table->name, kind->name, kind->title.zh,
                                        kind->title.en,
                                        std::string(kind->opens == Opens::yes ? "是" : ""),
                                        columns_for(list.form, *kind, true),
                                        columns_for(list.form, *kind, false), roles_of(*kind)});
    return sheet;
}

} // namespace geo::ledger
