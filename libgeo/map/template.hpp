// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "libgeo/map/style.hpp"

namespace geo::map {

/// What a block of a sheet shows.
enum class BlockKind {
    text,
    badge,
    facts,
    table,
    legend,
    inset,
    scale_bar,
    north,
    notes,
    rule,
    box
};

enum class Align { left, centre, right };

/// A column of a table block, or a line of a facts block.
struct BlockColumn {
    Text title;
    Text value;        ///< with {field} in it
    double width = 20; ///< mm
    Align align = Align::left;
};

/// A place on the paper for one thing.
struct Block {
    BlockKind kind = BlockKind::text;
    Frame frame;
    Text text; ///< title, or the text itself
    Typeface face;
    double size = 3;
    Ink ink{34, 40, 44, 1};
    Ink fill{255, 255, 255, 0};
    double width = 0.2; ///< of a line
    Align align = Align::left;
    int lines = 1;                ///< most lines of a text
    std::string source;           ///< layer of a table or an inset
    std::vector<Condition> match; ///< rows of a table; values with {field} of the sheet
    std::string sort;             ///< field by which a table is sorted, greatest first
    std::vector<BlockColumn> columns;
    Text footer;                     ///< title of the last row of a table; empty: no such row
    std::vector<std::string> totals; ///< its other cells
    std::string label_layer;         ///< style layer that names a badge's colour
};

/// The map of a sheet.
struct MapBlock {
    Frame frame;                     ///< neat line
    std::vector<std::string> layers; ///< ids of style layers from the bottom; empty: all
    std::string extent = "feature";  ///< or the name of a layer
    double margin = 0.12;            ///< free space around the feature, as a share of its size
    double around_m = 0;             ///< free space around it, metres
    std::vector<double> scales;      ///< standard denominators, ascending
    Ink background{255, 255, 255, 1};
    std::vector<double> rings_m; ///< circles around the feature
    bool grid = true;
    bool graticule = true;
    double label_factor = 1;
};

/// A template of sheets: paper, map and blocks. Frames are checked against the paper.
struct Template {
    std::string id;
    Text title;       ///< of a sheet, with {field} in it: bookmark and metadata
    std::string each; ///< layer that gives a sheet a feature; "" = one sheet of everything
    double width = 210;
    double height = 297;
    MapBlock map;
    std::vector<Block> blocks;
    std::map<std::string, std::map<std::string, Text>, std::less<>>
        words; ///< field -> value -> what {field|word} writes for it
    std::string sha256;
};

/// Reads a template: the path of a TOML file, or the name of one that comes with parkline
/// (park-conflict, township, city-overview, permit). Throws ConfigError with the place in the
/// file, also for a block outside of the paper.
Template read_template(const std::string& name_or_path);

} // namespace geo::map
