// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace geo {

/// True for the address of a PostgreSQL database: `postgresql://HOST/DATABASE`, `postgres://…`
/// (libpq's URI) or `pg:service=NAME`, `pg:host=… dbname=…` (libpq's keywords). Nothing else is
/// ever taken for a connection, whatever a file is called: the words are spelt exactly so.
bool is_database(std::string_view path);

/// Where an input is: its address or path, and the layer after a colon when there is one.
struct SourceName {
    std::string path;
    std::string layer;
};

/// Splits "PATH:LAYER" and "ADDRESS:SCHEMA.TABLE". A path that stands as it is, colon and all, is
/// not split, and neither are the colons of an address that stand before its database's name.
SourceName split_source(const std::string& text);

/// Throws ConfigError when the address holds a password: command lines and project files are read
/// by others. libpq finds it in ~/.pgpass, PGPASSWORD or a service file. The message does not
/// repeat it.
void refuse_password(const std::string& address);

/// The address without user and parameters, for messages: `postgresql://host/database`.
std::string shown_address(const std::string& address);

/// The address as GDAL wants it.
std::string gdal_address(const std::string& address);

} // namespace geo
