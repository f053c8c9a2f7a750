// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/list_filter.hpp"

#include <ogrsf_frmts.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/gdal_session.hpp"

namespace geo {

namespace {

/// A definition of text fields that goes away with the last reference to it.
struct ReleaseDefinition {
    void operator()(OGRFeatureDefn* definition) const { definition->Release(); }
};
using Definition = std::unique_ptr<OGRFeatureDefn, ReleaseDefinition>;

bool column_is_numeric(const std::vector<Value>& column) {
    for (const auto& value : column)
        if (std::holds_alternative<std::string>(value)) return false;
    return true;
}

Definition definition_of(const Attributes& attributes) {
    Definition definition(OGRFeatureDefn::CreateFeatureDefn("list"));
    definition->Reference();
    for (std::size_t c = 0; c < attributes.names.size(); ++c) {
        OGRFieldDefn field(attributes.names[c].c_str(),
                           column_is_numeric(attributes.columns[c]) ? OFTReal : OFTString);
        definition->AddFieldDefn(&field);
    }
    return definition;
}

} // namespace

std::vector<std::size_t> rows_where(const Attributes& attributes, std::size_t rows,
                                    const std::string& where, const std::string& path) {
    open_gdal_session();
    const GdalMessages messages;
    const auto definition = definition_of(attributes);
    OGRFeatureQuery query;
    const bool ok = query.Compile(definition.get(), where.c_str()) == OGRERR_NONE;
    if (!ok || !messages.all().empty())
        throw InputError({path + "：筛选条件 '" + where + "' 无效（GDAL：" + messages.last() +
                              "）。请改正 --where。",
                          path + ": the filter '" + where + "' is not valid (GDAL says: " +
                              messages.last() + "). Correct --where."});
    std::vector<std::size_t> kept;
    for (std::size_t r = 0; r < rows; ++r) {
        OGRFeature feature(definition.get());
        for (std::size_t c = 0; c < attributes.names.size(); ++c)
            if (const auto& value = attributes.columns[c][r]; !is_unknown(value))
                feature.SetField(static_cast<int>(c), to_text(value).c_str());
        if (query.Evaluate(&feature)) kept.push_back(r);
    }
    return kept;
}

} // namespace geo
