// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/collision_grid.hpp"
#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/map/scene.hpp"
#include "libgeo/map/style.hpp"

namespace geo::map {

/// A feature that wants its name on the map.
struct LabelWish {
    std::string text; ///< fields are filled in
    const LabelStyle* style = nullptr;
    ShapeType type = ShapeType::areas;
    Paths shape;          ///< area or line on paper
    Place point;          ///< for points
    double clearance = 0; ///< radius of the marker
    double priority = 0;
    std::string order;     ///< decides between equal priorities
    std::size_t level = 0; ///< how high its layer lies
};

/// A name that found its place.
struct PlacedLabel {
    struct Line {
        LetteringPtr text;
        std::vector<Standing> places; ///< one, or one for each cluster along a line
        bool along = false;
    };
    std::vector<Line> lines;
    std::vector<Frame> boxes; ///< what it covers
    LetterInk ink;
    Paths leader;
    std::string text;
};

/// Places names one by one, the most important first. None overlaps another or leaves the frame;
/// one that finds no place is left out. What only should not be covered (markers) is avoided where
/// possible.
class LabelPlacer {
  public:
    LabelPlacer(const Frame& frame, Typesetter& typesetter, double size_factor);

    /// A part of the map that no label may cover.
    void forbid(const Frame& box) { m_taken.add(box); }
    /// A part that labels avoid when they can.
    void avoid(const Frame& box) { m_avoided.add(box); }
    /// An area of the given level: names of what lies lower stand elsewhere when they can, since
    /// there they would seem to be its names.
    void cover(std::size_t level, const Paths& area);

    /// Places all wishes. Result: sorted by importance.
    std::vector<PlacedLabel> place(std::vector<LabelWish> wishes);

  private:
    /// A block of lines with its size.
    struct Text {
        std::vector<LetteringPtr> lines;
        LetterInk ink;
        double width = 0;
        double height = 0;
        double line_height = 0;
        Frame box_at(Place centre) const {
            return {centre.x - width / 2, centre.y - height / 2, width, height};
        }
    };

    Text set(const LabelWish& wish, int wrap) const;
    LetterInk ink_of(const LabelStyle& style) const;
    bool try_area(const LabelWish& wish);
    bool try_inside(const LabelWish& wish, const Paths& visible, Place pole);
    bool try_outside(const LabelWish& wish, const Paths& visible, Place pole);
    bool try_point(const LabelWish& wish);
    bool try_line(const LabelWish& wish);
    bool try_stretch(const LabelWish& wish, const LetteringPtr& text, const LetterInk& ink,
                     std::span<const Place> path, double from);
    bool is_free(const Frame& box) const;
    bool is_repeated(const LabelWish& wish) const;
    double price_of(const LabelWish& wish, const Frame& box, bool is_outside) const;
    void forbid_along(const Paths& leader);
    void take(const LabelWish& wish, const Text& text, const Frame& box, Paths leader);

    Frame m_frame;
    Typesetter& m_typesetter;
    double m_factor;
    CollisionGrid m_taken;
    CollisionGrid m_avoided;
    struct Cover {
        std::size_t level;
        Frame frame;
        Paths area;
    };
    std::vector<Cover> m_covers;
    std::vector<PlacedLabel> m_placed;
};

void draw_label(Canvas& canvas, const PlacedLabel& label);

} // namespace geo::map
