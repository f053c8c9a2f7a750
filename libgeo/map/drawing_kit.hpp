// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

/// Families of the style pack -> installed fonts to try, in this order.
using FontChains = std::map<std::string, std::vector<std::string>>;

/// Finds the shapes of texts. One object per thread. Keeps what it has set before.
class Typesetter {
  public:
    virtual ~Typesetter() = default;
    /// One line of text. Characters that no font of the chain has are added to `missing()`.
    virtual LetteringPtr set(const std::string& text, const Typeface& face) = 0;
    /// Characters (UTF-8, each once, in order) without a glyph since the last `clear_missing`, each
    /// with the fonts that were tried.
    virtual std::map<std::string, std::string> missing() const = 0;
    virtual void clear_missing() = 0;
};

/// What a document says about itself.
struct DocumentInfo {
    std::string title;
    std::string author;
    std::string subject;
    std::string keywords;
    std::string date; ///< ISO date; no clock is read
};

/// A canvas that makes a file.
class FileCanvas : public Canvas {
  public:
    /// Writes what is left. Throws OutputError when the file cannot be written whole.
    virtual void finish() = 0;
};

/// A page of a PDF that is drawn and packed already. Any thread makes one; a book takes them in its
/// order, so the threads change no byte.
class PackedPage {
  public:
    virtual ~PackedPage() = default;
};

/// A PDF of pages that were packed before.
class Book {
  public:
    virtual ~Book() = default;
    /// Throws OutputError when the file cannot be written, as `finish`.
    virtual void add(const PackedPage& page) = 0;
    virtual void finish() = 0;
};

class Picture;

/// The libraries that draw (Cairo, Pango, and those that pack), behind one door: loaded when the
/// first sheet is made, so that nothing else waits for them.
class DrawingKit {
  public:
    virtual ~DrawingKit() = default;
    virtual std::unique_ptr<Typesetter> typesetter(const FontChains& chains) const = 0;
    /// A PDF of any number of pages, with vector text, shared font subsets and a bookmark a page.
    virtual std::unique_ptr<FileCanvas> pdf(const std::string& path,
                                            const DocumentInfo& info) const = 0;
    /// The same PDF, of pages that are packed on many threads.
    virtual std::unique_ptr<Book> book(const std::string& path, const DocumentInfo& info) const = 0;
    virtual std::unique_ptr<PackedPage> packed(const Picture& picture) const = 0;
    /// A PNG of one page with pHYs.
    virtual std::unique_ptr<FileCanvas> png(const std::string& path, double dpi,
                                            const DocumentInfo& info) const = 0;
};

/// The kit; the first call loads its library. Throws ConfigError when that is not there.
/// Thread-safe.
const DrawingKit& drawing_kit();

/// An SVG of one page with real text, written by ourselves.
std::unique_ptr<FileCanvas> svg_canvas(const std::string& path, const DocumentInfo& info);

} // namespace geo::map
