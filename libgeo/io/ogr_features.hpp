// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ogrsf_frmts.h>

#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

// From a layer that GDAL has opened to a RawLayer. Internal to `io`.

/// The layers that hold data; the tables of QGIS, and those of a ledger beside them, are none.
std::vector<OGRLayer*> data_layers(GDALDataset& dataset);

/// Names of at most 10 layers, for messages.
std::string layer_list(const std::vector<OGRLayer*>& layers);

/// Throws InputError: the spec names a layer that is not there, or none where there are several.
[[noreturn]] void refuse_layer_choice(const LayerSpec& spec, const std::string& have);

/// The database of an address (see `is_database`), opened with flags of GDAL; null when it cannot
/// be reached.
GDALDatasetUniquePtr open_database(const std::string& address, unsigned flags);

/// The layer that the spec names, or the only one. Throws InputError listing those there are.
OGRLayer& choose_layer(GDALDataset& dataset, const LayerSpec& spec);

/// EPSG code or WKT; empty when the layer has no CRS.
std::string crs_of(OGRLayer& layer);

/// Adds the names of the layer's fields, with empty columns.
void name_fields(OGRLayer& layer, RawLayer& raw);

/// Which fields of the layer the caller needs (Fields::named).
std::vector<char> wanted_fields(const RawLayer& raw, const LayerSpec& spec, Fields fields);

/// All features that the layer's filter lets through, in the order of the format. Throws InputError
/// as soon as they are more than the limits allow.
void read_features(OGRLayer& layer, const std::vector<char>& wanted, const ReadLimits& limits,
                   RawLayer& raw);

/// Sets the filter of the spec. OGR's own grammar judges it first: it knows the fields and no
/// subqueries, whatever the format accepts. Throws InputError when it is not valid.
void apply_where(OGRLayer& layer, const LayerSpec& spec, const GdalMessages& messages);
[[noreturn]] void refuse_filter(const LayerSpec& spec, const GdalMessages& messages);

/// Throws InputError when GDAL warned: the file may be damaged.
void refuse_warnings(const GdalMessages& messages, const std::string& subject);

} // namespace geo
