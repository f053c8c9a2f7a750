// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/report/merge_fields.hpp"

namespace geo {

/// Fills a bureau's own Word document (.docx) and writes it to `output`; body, headers, footers,
/// text boxes and notes are looked through.
///
/// - `{{name}}` becomes the field's value, with the look of the marker.
/// - A table row with `{{list.field}}` is repeated for each entry of the list; a list without
///   entries leaves one row with dashes. A row may name one list, and single fields.
/// - `{{picture:name}}` alone in its paragraph becomes the picture, as wide as 160 mm or as
///   `{{picture:name|120}}` says.
///
/// Values are data: no marker in one is looked for, characters that XML has not become U+FFFD. The
/// same template and fields give the same bytes. Throws InputError when the template is no
/// Word document; ConfigError for an unknown field, list or picture (naming the likely one), a list
/// outside of a table row and two lists in one row; OutputError when it cannot be written.
void merge_docx(const std::string& template_path, const MergeFields& fields,
                const std::string& output);

/// Judges a template before anything is made: throws what `merge_docx` would for it, with any
/// entries in the lists or none. No picture is made, nothing is written.
void check_docx(const std::string& template_path, const MergeFields& fields);

} // namespace geo
