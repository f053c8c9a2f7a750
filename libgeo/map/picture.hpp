// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

/// A page as a list of what is drawn: made once by any thread, then played onto every format that
/// is wanted. Also what tests look at, since anti-aliasing does not reach it.
class Picture : public Canvas {
  public:
    struct Fill {
        Paths paths;
        Ink ink;
    };
    struct Stroke {
        Paths paths;
        Pen pen;
    };
    struct Clip {
        Frame frame;
    };
    struct Unclip {};
    struct Writing {
        LetteringPtr text;
        std::vector<Standing> places; ///< one, or one for each cluster
        LetterInk ink;
        bool along = false;
    };
    using Step = std::variant<Fill, Stroke, Clip, Unclip, Writing>;

    void begin_page(const PageInfo& page) override { m_page = page; }
    void end_page() override {}
    void fill(const Paths& paths, const Ink& ink) override;
    void stroke(const Paths& paths, const Pen& pen) override;
    void clip(const Frame& frame) override { m_steps.emplace_back(Clip{frame}); }
    void unclip() override { m_steps.emplace_back(Unclip{}); }
    void write(const LetteringPtr& text, Standing at, const LetterInk& ink) override;
    void write_along(const LetteringPtr& text, std::span<const Standing> places,
                     const LetterInk& ink) override;

    const PageInfo& page() const { return m_page; }
    const std::vector<Step>& steps() const { return m_steps; }

    /// Draws the whole page on another canvas.
    void play(Canvas& canvas) const;

    /// All texts in the order in which they are drawn.
    std::vector<std::string> texts() const;

  private:
    PageInfo m_page;
    std::vector<Step> m_steps;
};

} // namespace geo::map
