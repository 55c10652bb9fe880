// The small things pictures are made of: text widths, colours, links.
#include <doctest/doctest.h>

#include "base/text.hpp"
#include "layout/assemble.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"
#include "scene/palette.hpp"
#include "scene/prose.hpp"

using namespace joist;
using scene::Weight;

TEST_CASE("text is measured by the advances of a sans-serif") {
  CHECK(scene::text_width("A", 2048) == doctest::Approx(1366));
  CHECK(scene::text_width("A", 2048, Weight::bold) == doctest::Approx(1479));
  CHECK(scene::text_width("iiii", 10) < scene::text_width("mmmm", 10) / 3);
  CHECK(scene::text_width("\u6771\u4eac", 10) == doctest::Approx(20));        // wide: 1 em each
  CHECK(scene::text_width("\U0001F600", 10) == doctest::Approx(10));          // emoji
  CHECK(scene::text_width("e\u0301", 10) == scene::text_width("e", 10));      // a mark
  CHECK(scene::text_width("a\u200bb\n", 10) == scene::text_width("ab", 10));  // without width
  CHECK(scene::text_width("\u10d0", 10) == doctest::Approx(6));               // not in the table
  CHECK(scene::text_width("", 10) == 0);
}

TEST_CASE("what is joined to one emoji is measured as one, and never cut") {
  const std::string coder = "\U0001f469\u200d\U0001f4bb";
  const std::string family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466";
  CHECK(scene::text_width(coder, 10) == doctest::Approx(10));
  CHECK(scene::text_width(family, 10) == doctest::Approx(10));
  CHECK(scene::text_width(coder + family, 10) == doctest::Approx(20));
  CHECK(scene::text_width("\U0001f1e9\U0001f1ea", 10) == doctest::Approx(10));  // a flag
  CHECK(scene::text_width("\U0001f44d\U0001f3fd", 10) == doctest::Approx(10));  // a skin tone
  CHECK(scene::elided(family + family + family, 30, 10) == family + family + family);
  CHECK(scene::elided(family + family + family, 25, 10) == family + "\u2026");
}

TEST_CASE("long text is wrapped at blanks and elided at the end") {
  const auto lines = scene::wrapped("one two three four five six", 60, 12, Weight::regular, 2);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "one two");
  CHECK(lines[1].ends_with("\u2026"));
  for (const std::string& line : lines) CHECK(scene::text_width(line, 12) <= 60);
  const auto word = scene::wrapped(std::string(200, 'x'), 60, 12, Weight::regular, 3);
  CHECK(word.size() == 3);
  for (const std::string& line : word) CHECK(scene::text_width(line, 12) <= 60);
  CHECK(scene::wrapped("", 60, 12, Weight::regular, 2).empty());
  using Lines = std::vector<std::string>;
  CHECK(scene::wrapped("com.example.payments.Reconciler", 100, 12, Weight::regular, 4) ==
        Lines{"com.example.", "payments.", "Reconciler"});
  CHECK(scene::wrapped("OrderPaymentService", 80, 12, Weight::regular, 4) ==
        Lines{"OrderPayment", "Service"});
  CHECK(scene::elided("short", 100, 12) == "short");
  CHECK(scene::shortened("\u00e4\u00f6\u00fc", 3) == "\u00e4\u00f6\u00fc");
  CHECK(scene::shortened("\u00e4\u00f6\u00fcx", 3) == "\u00e4\u00f6\u2026");
}

TEST_CASE("contrast is the ratio of WCAG") {
  CHECK(scene::contrast(0x000000u, 0xffffffu) == doctest::Approx(21));
  CHECK(scene::contrast(0x777777u, 0xffffffu) == doctest::Approx(4.478).epsilon(0.001));
  CHECK(scene::contrast(0xffffffu, 0x777777u) == doctest::Approx(4.478).epsilon(0.001));
}

TEST_CASE("themes are found by their files' names") {
  REQUIRE(scene::palettes().size() >= 3);
  for (const scene::Palette& palette : scene::palettes()) {
    CHECK(scene::find_palette(palette.name) == &palette);
  }
  CHECK(scene::find_palette("blue") == nullptr);
  CHECK(scene::neutral().name == "neutral");
  CHECK_FALSE(scene::neutral().is_fixed());
  CHECK(scene::find_palette("print")->is_fixed());
}

TEST_CASE("lines and icons contrast 3 to 1 with what they stand on, in every theme") {
  using scene::Color;
  for (const scene::Palette& palette : scene::palettes()) {
    for (scene::Theme theme : {scene::Theme::light, scene::Theme::dark}) {
      const auto contrasts = [&](Color color, Color on) {
        CHECK_MESSAGE(scene::contrast(palette.value(color, theme), palette.value(on, theme)) >= 3,
                      palette.name << ": " << scene::name(color) << " on " << scene::name(on));
      };
      for (Color color :
           {Color::line, Color::hot, Color::ring, Color::added, Color::removed, Color::changed}) {
        for (Color on : {Color::canvas, Color::frame_even, Color::frame_odd}) contrasts(color, on);
      }
      for (auto ink = static_cast<int>(Color::source_ink); ink < static_cast<int>(Color::track);
           ink += 2) {
        contrasts(static_cast<Color>(ink), static_cast<Color>(ink + 1));
        contrasts(static_cast<Color>(ink), Color::card);
      }
    }
  }
}

TEST_CASE("in greys a bar that is overloaded is darker than one that is tight") {
  const scene::Palette& greys = *scene::find_palette("print");
  const auto grey = [&](scene::Color color) { return greys.value(color, scene::Theme::light); };
  CHECK(grey(scene::Color::over) < grey(scene::Color::tight));
  CHECK(grey(scene::Color::tight) < grey(scene::Color::fine));
  for (const scene::Shade& shade : greys.shades) {
    CHECK((shade.light & 0xff) == (shade.light >> 8 & 0xff));
    CHECK((shade.light & 0xff) == shade.light >> 16);
  }
}

TEST_CASE("only safe links are kept") {
  CHECK(joist::safe_link("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d");
  CHECK(joist::safe_link("HTTP://example.org") == "HTTP://example.org");
  CHECK(joist::safe_link("mailto:a@b.c") == "mailto:a@b.c");
  CHECK(joist::safe_link("docs/runbook.md#page:2") == "docs/runbook.md#page:2");
  CHECK(joist::safe_link("javascript:alert(1)").empty());
  CHECK(joist::safe_link(" java\tscript:alert(1)").empty());
  CHECK(joist::safe_link("data:text/html,x").empty());
  CHECK(joist::safe_link("//evil.example").empty());
  CHECK(joist::safe_link("\\\\host\\share").empty());
}

TEST_CASE("notes are read without their Markdown") {
  CHECK(
      scene::without_markdown("Owned by **core**; see [the book](https://x.y/z)\n\n- *a*\n- `b`") ==
      "Owned by core; see the book (https://x.y/z)\n\u2022 a\n\u2022 b");
  CHECK(scene::without_markdown("# One\ntwo\nthree") == "One\ntwo three");
  CHECK(scene::without_markdown("<https://x.y>") == "https://x.y");
  CHECK(scene::without_markdown("").empty());
}

TEST_CASE("a note has a mark on its card, which makes room for it") {
  scene::Box box;
  box.label = "A label that is the widest";
  const auto items = [&] {
    layout::Group group;
    scene::size_card(box);
    layout::draw_card(box, {0, 0, box.width, box.height}, group);
    return group.items.size();
  };
  const std::size_t plain = items();
  const double width = box.width;
  box.note = true;
  CHECK(items() == plain + 2);
  CHECK(box.width == doctest::Approx(width + scene::note_room).epsilon(0.01));
}

TEST_CASE("a card without a kind has room for its load") {
  scene::Box box;
  box.label = "dns";
  scene::size_card(box);
  const double plain = box.height;
  box.load = "6k/s";
  scene::size_card(box);
  layout::Group group;
  layout::draw_card(box, {0, 0, box.width, box.height}, group);
  CHECK(box.height > plain);
  for (const layout::Item& item : group.items) {
    const auto* words = std::get_if<layout::Words>(&item);
    if (words) CHECK(words->at.y < box.height - 8);
  }
}
