// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/list_workbook.hpp"

#include <fstream>
#include <optional>

#include <ogrsf_frmts.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/ogr_features.hpp"
#include "libgeo/io/reading_policy.hpp"
#include "libgeo/io/xlsx_opening.hpp"
#include "libgeo/io/xlsx_parts.hpp"

namespace geo {

namespace {

/// What the first bytes say the workbook is: a driver of GDAL, or empty.
std::string driver_of(const LayerSpec& spec) {
    const auto& path = spec.path;
    std::ifstream file(path, std::ios::binary);
    std::array<char, 2048> head{};
    file.read(head.data(), head.size());
    const std::string_view bytes(head.data(), static_cast<std::size_t>(file.gcount()));
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return "XLS";
    if (!bytes.starts_with("PK\3\4")) return {};
    check_zip_limits(path, limits_for(spec));
    return bytes.find("opendocument.spreadsheet") != std::string_view::npos ? "ODS" : "XLSX";
}

[[noreturn]] void refuse_content(const std::string& path) {
    throw InputError({path +
                          "：内容不是 Excel 或 ODS 工作簿（可能是改了扩展名的网页或文本）。请用表格"
                          "软件打开并另存为 .xlsx 或 .csv。",
                      path + ": its content is no Excel or ODS workbook (perhaps a web page or a "
                             "text with another ending). Open it with a spreadsheet program and "
                             "save it as .xlsx or .csv."});
}

/// While it lives, sheets are given as they are: no header taken, every cell a text.
class SheetsAsTheyAre {
  public:
    SheetsAsTheyAre() { set("DISABLE", "STRING"); }
    ~SheetsAsTheyAre() { set(nullptr, nullptr); }
    SheetsAsTheyAre(const SheetsAsTheyAre&) = delete;
    SheetsAsTheyAre& operator=(const SheetsAsTheyAre&) = delete;

  private:
    static void set(const char* headers, const char* types) {
        for (const char* driver : {"XLSX", "XLS", "ODS"}) {
            const std::string prefix = std::string("OGR_") + driver;
            CPLSetThreadLocalConfigOption((prefix + "_HEADERS").c_str(), headers);
            CPLSetThreadLocalConfigOption((prefix + "_FIELD_TYPES").c_str(), types);
        }
    }
};

/// `name` is what GDAL opens, `path` what messages name.
GDALDatasetUniquePtr open_workbook(const std::string& name, const std::string& path,
                                   const std::string& driver, const GdalMessages& messages) {
    const std::array<const char*, 2> drivers{driver.c_str(), nullptr};
    GDALDatasetUniquePtr dataset(
        GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                          drivers.data(), nullptr, nullptr));
    if (!dataset)
        throw InputError({path + "：工作簿无法打开（GDAL：" + messages.last() + "）。请重新另存。",
                          path + ": the workbook cannot be opened (GDAL says: " + messages.last() +
                              "). Save it again."});
    return dataset;
}

/// Sheets with cells; programs leave empty ones behind.
std::vector<int> filled_sheets(GDALDataset& dataset) {
    std::vector<int> sheets;
    for (int i = 0; i < dataset.GetLayerCount(); ++i)
        if (dataset.GetLayer(i)->GetFeatureCount() > 0) sheets.push_back(i);
    return sheets;
}

int choose_sheet(GDALDataset& dataset, const LayerSpec& spec) {
    const auto filled = filled_sheets(dataset);
    if (spec.layer.empty() && filled.size() == 1) return filled[0];
    if (spec.layer.empty() && dataset.GetLayerCount() == 1) return 0;
    for (int i = 0; i < dataset.GetLayerCount(); ++i)
        if (spec.layer == dataset.GetLayer(i)->GetName()) return i;
    std::vector<OGRLayer*> sheets;
    for (auto* sheet : dataset.GetLayers()) sheets.push_back(sheet);
    refuse_layer_choice(spec, layer_list(sheets));
}

ListGrid cells_of(OGRLayer& layer) {
    ListGrid grid;
    const int fields = layer.GetLayerDefn()->GetFieldCount();
    for (const auto& feature : layer) {
        const auto row = static_cast<std::size_t>(feature->GetFID());
        // GDAL numbers the rows of the sheet; it may leave out empty ones.
        while (grid.rows.size() + 1 < row) {
            grid.rows.emplace_back();
            grid.line.push_back(grid.rows.size());
        }
        grid.rows.emplace_back();
        grid.line.push_back(grid.rows.size());
        for (int f = 0; f < fields; ++f)
            grid.rows.back().emplace_back(trim(feature->GetFieldAsString(f)));
    }
    return grid;
}

/// A workbook while it is read.
class OpenWorkbook {
  public:
    explicit OpenWorkbook(const LayerSpec& spec) : m_spec(spec), m_driver(driver_of(spec)) {
        if (m_driver.empty()) refuse_content(spec.path);
        if (m_driver == "XLSX") m_opening.emplace(spec.path);
        m_dataset = open_workbook(m_opening ? m_opening->name() : spec.path, spec.path, m_driver,
                                  m_messages);
    }

    GDALDataset& dataset() const { return *m_dataset; }

    WorkbookSheet sheet(int index) const {
        auto& layer = *m_dataset->GetLayer(index);
        WorkbookSheet found{layer.GetName(), m_driver, cells_of(layer)};
        if (!m_messages.all().empty()) refuse_damage();
        if (m_driver == "XLSX")
            read_xlsx_cell_types(m_spec.path, static_cast<std::size_t>(index), found.grid);
        return found;
    }

  private:
    [[noreturn]] void refuse_damage() const {
        const auto& said = m_messages.all().front();
        throw InputError({m_spec.path + "：读取时有警告，文件可能不完整（GDAL：" + said +
                              "）。请修复或重新导出该文件。",
                          m_spec.path +
                              ": reading gave a warning, the file may be damaged (GDAL "
                              "says: " +
                              said + "). Repair it or export it again."});
    }

    const LayerSpec& m_spec;
    std::string m_driver;
    GdalMessages m_messages;
    SheetsAsTheyAre m_as_they_are;
    std::optional<XlsxOpening> m_opening; // outlives the dataset
    GDALDatasetUniquePtr m_dataset;
};

} // namespace

WorkbookSheet read_workbook_sheet(const LayerSpec& spec) {
    open_gdal_session();
    const OpenWorkbook book(spec);
    return book.sheet(choose_sheet(book.dataset(), spec));
}

std::vector<WorkbookSheet> read_workbook_sheets(const LayerSpec& spec) {
    open_gdal_session();
    const OpenWorkbook book(spec);
    std::vector<WorkbookSheet> sheets;
    for (int i = 0; i < book.dataset().GetLayerCount(); ++i) sheets.push_back(book.sheet(i));
    return sheets;
}

} // namespace geo
