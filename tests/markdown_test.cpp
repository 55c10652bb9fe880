// Designs in Markdown: found where CommonMark has blocks, checked at their places, drawn into
// notes.
#include "project/markdown.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "tests/memory_world.hpp"

using namespace joist;
using joist::tests::MemoryWorld;
using project::Fence;
using project::find_fences;

namespace {

std::vector<std::string> texts(const std::string& markdown) {
  std::vector<std::string> result;
  for (const Fence& fence : find_fences(markdown)) result.push_back(fence.text);
  return result;
}

using Texts = std::vector<std::string>;

struct Note {
  MemoryWorld world;
  int code = 0;

  explicit Note(const std::string& text) { world.files["/work/note.md"] = text; }
  const std::string& text() { return world.files["/work/note.md"]; }
  bool has(const std::string& path) { return world.files.count(path) > 0; }
  Note& run(std::vector<std::string> words) {
    world.output.clear();
    world.errors.clear();
    code = cli::run(world, words);
    return *this;
  }
};

const std::string two = R"(# Notes

```joist
design "The shop"
client -> api
```

Between.

- in a list:

  ~~~~ joist name=inner alt="a [small] one"
  client -> lb
  ~~~~

```js
client -> none()
```
)";

}  // namespace

TEST_CASE("blocks are found in lists and quotes, by either sign, closed or not") {
  CHECK(texts("```joist\na -> b\n```\n") == Texts{"a -> b\n"});
  CHECK(texts("~~~~ joist\na\n~~~\n~~~~\n") == Texts{"a\n~~~\n"});
  CHECK(texts("> - ```joist\n>   a\n>   ```\n") == Texts{"a\n"});
  CHECK(texts("1. x\n\n   ```joist\n   a\n\n     b\n   ```\n") == Texts{"a\n\n  b\n"});
  CHECK(texts("text\n```joist\na") == Texts{"a\n"});
  CHECK(texts("```{.joist name=x}\na\n```\n") == Texts{"a\n"});
  CHECK(texts("```joist,x\r\na\r\nb\r\n```\r\n") == Texts{"a\nb\n"});
}

TEST_CASE("what only looks like a block of Joist is none") {
  CHECK(texts("    ```joist\n    a\n    ```\n").empty());
  CHECK(texts("```joist ignore\na\n```\n```joist,ignore\na\n```\n").empty());
  CHECK(texts("```joistic\na\n```\n").empty());
  CHECK(texts("```\njoist\n```\n").empty());
  CHECK(texts("`` ```joist ``\n").empty());
  CHECK(texts("<!--\n```joist\na\n```\n-->\n").empty());
}

TEST_CASE("a block's bytes are where they were, and all others are blank") {
  const std::string markdown = "\u00e9 text\n\n> ```joist\n> api -> db\n>\n> lb\n> ```\nafter\n";
  const auto fences = find_fences(markdown);
  REQUIRE(fences.size() == 1);
  const std::string only = project::only(markdown, fences[0]);
  CHECK(only == "       \n\n          \n  api -> db\n \n  lb\n");
  CHECK(only.find("api") == markdown.find("api"));
  CHECK(only.find("lb") == markdown.find("lb"));
  CHECK(fences[0].first_line == 3);
}

TEST_CASE("bytes that are no text stay what and where they are") {
  const std::string markdown("> ```joist\n> a\xff -> b\0c\n> ```\n", 29);
  const auto fences = find_fences(markdown);
  REQUIRE(fences.size() == 1);
  CHECK(fences[0].text == std::string("a\xff -> b\0c\n", 10));
  REQUIRE(fences[0].pieces.size() == 1);
  CHECK(markdown.substr(fences[0].pieces[0].begin, 2) == "a\xff");
  Note note(markdown);
  note.run({"fmt", "note.md"});
  const std::string once = note.text();
  note.run({"fmt", "note.md"});
  CHECK(note.text() == once);
}

TEST_CASE("options stand behind the word") {
  const auto fences =
      find_fences("```joist name=shop view=deploy alt=\"two words\" flow='a b'\n```\n");
  REQUIRE(fences.size() == 1);
  CHECK(fences[0].options ==
        std::map<std::string, std::string>{
            {"name", "shop"}, {"view", "deploy"}, {"alt", "two words"}, {"flow", "a b"}});
}

TEST_CASE("findings have the lines and columns of the note") {
  Note note("# x\n\n> ```joist\n> servce api\n> ```\n\n```joist\nclent x\n```\n");
  note.run({"check", "note.md", "--format", "compact"});
  CHECK(note.code == 1);
  CHECK(note.world.output.find("note.md:4:3: error: there is no kind `servce`") !=
        std::string::npos);
  CHECK(note.world.output.find("note.md:8:1: error: there is no kind `clent`") !=
        std::string::npos);
  note.run({"check", "note.md", "--unsafe-fixes"});
  CHECK(note.text() == "# x\n\n> ```joist\n> service api\n> ```\n\n```joist\nclient x\n```\n");
}

TEST_CASE("a note without a design has no findings") {
  Note note("# x\n");
  CHECK(note.run({"check", "note.md"}).code == 0);
}

TEST_CASE("blocks are formatted in place, with what stands before their lines") {
  Note note(
      "> ```joist\n> a->b\n>\n> flow f{a->c;c->d}\n> ```\n- ```joist\r\n  x   ->y\r\n  ```\r\n");
  CHECK(note.run({"fmt", "note.md"}).code == 0);
  CHECK(note.text() ==
        "> ```joist\n> a -> b\n> \n> flow f { a -> c; c -> d }\n> ```\n"
        "- ```joist\r\n  x -> y\r\n  ```\r\n");
  const std::string once = note.text();
  CHECK(note.run({"fmt", "--check", "note.md"}).code == 0);
  CHECK(note.text() == once);
}

TEST_CASE("pictures stand after their blocks, and a second run changes nothing") {
  Note note(two);
  CHECK(note.run({"md", "--check", "note.md"}).code == 1);
  CHECK(note.world.output == "note.md\n");
  CHECK(note.text() == two);
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.has("/work/assets/note-the-shop.svg"));
  CHECK(note.has("/work/assets/inner.svg"));
  CHECK(note.text().find("```\n<!-- joist:note-the-shop -->\n![The shop. 2 boxes and 1 arrow.") !=
        std::string::npos);
  CHECK(note.text().find("  ~~~~\n  <!-- joist:inner -->\n  ![a \\[small\\] one](assets/inner.svg)"
                         "\n  <!-- /joist -->\n\n```js\n") != std::string::npos);
  const auto before = note.world.files;
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.world.files == before);
  CHECK(note.run({"md", "--check", "note.md"}).code == 0);
  note.world.files["/work/assets/inner.svg"] += " ";
  CHECK(note.run({"md", "--check", "note.md"}).code == 1);
}

TEST_CASE("a picture keeps its name when the design's title changes") {
  Note note(two);
  note.run({"md", "--write", "note.md"});
  std::string& text = note.world.files["/work/note.md"];
  text.replace(text.find("The shop"), 8, "Our shop");
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.text().find("(assets/note-the-shop.svg)") != std::string::npos);
  CHECK(!note.has("/work/assets/note-our-shop.svg"));
}

TEST_CASE("a broken block keeps its picture and fails the run; the others are drawn") {
  Note note(two);
  note.run({"md", "--write", "note.md"});
  std::string& text = note.world.files["/work/note.md"];
  text.replace(text.find("client -> api"), 13, "clent api ->>");
  text.replace(text.find("client -> lb"), 12, "client -> db");
  const auto before = note.world.files;
  CHECK(note.run({"md", "--write", "note.md"}).code == 1);
  CHECK(note.world.errors.find("note.md:5:1") != std::string::npos);
  CHECK(note.has("/work/assets/note-the-shop.svg"));
  CHECK(note.world.files["/work/assets/note-the-shop.svg"] ==
        before.at("/work/assets/note-the-shop.svg"));
  CHECK(note.world.files["/work/assets/inner.svg"] != before.at("/work/assets/inner.svg"));
}

TEST_CASE("as a filter, images take the place of blocks, and nothing else changes") {
  Note note("");
  note.world.input = two;
  CHECK(note.run({"md", "--assets", "pics"}).code == 0);
  CHECK(note.has("/work/pics/inner.svg"));
  const std::string& out = note.world.output;
  CHECK(out.find("# Notes\n\n![The shop.") == 0);
  CHECK(out.find("- in a list:\n\n  ![a \\[small\\] one](pics/inner.svg)\n\n```js\nclient") !=
        std::string::npos);
  CHECK(out.find("joist\n") == std::string::npos);
}

TEST_CASE("inline pictures have ids of their own and no blank line") {
  Note note("");
  note.world.input = two;
  CHECK(note.run({"md", "--inline"}).code == 0);
  const std::string& out = note.world.output;
  CHECK(out.find("id=\"joist-stdin-the-shop-box-api\"") != std::string::npos);
  CHECK(out.find("id=\"joist-inner-box-lb\"") != std::string::npos);
  const std::size_t begin = out.find("<figure"), end = out.find("</figure>");
  REQUIRE(end != std::string::npos);
  CHECK(out.substr(begin, end - begin).find("\n\n") == std::string::npos);
  CHECK(out.find("\n  <svg ") != std::string::npos);
  CHECK(note.world.files.size() == 1);
}

TEST_CASE("two blocks of one name get two pictures") {
  Note note("```joist name=a\na -> b\n```\n```joist name=a\na -> c\n```\n");
  CHECK(note.run({"md", "-w", "note.md"}).code == 0);
  CHECK(note.has("/work/assets/a.svg"));
  CHECK(note.has("/work/assets/a-2.svg"));
}

TEST_CASE("what cannot go together is told in a line") {
  Note note(two);
  CHECK(note.run({"md", "--write", "--inline", "note.md"}).code == 2);
  CHECK(note.run({"md", "--write"}).code == 2);
  CHECK(note.run({"md", "note.md", "note.md"}).code == 2);
  CHECK(note.run({"md", "none.md"}).code == 2);
  CHECK(note.run({"render", "note.md"}).code == 2);
  CHECK(note.world.errors.find("has 2 designs") != std::string::npos);
}

TEST_CASE("a book of mdBook gets pictures in its chapters, whatever is around them") {
  MemoryWorld world;
  const auto run = [&](const std::vector<std::string>& words) { return cli::run(world, words); };
  CHECK(run({"mdbook", "supports", "html"}) == 0);
  CHECK(run({"mdbook", "supports", "epub"}) == 1);
  world.input = R"([{"root": "/work", "config": {"book": {"src": "text"}}},
    {"items": [{"Chapter": {"name": "A", "content": "```joist\nimport \"a.joist\"\n```\n",
     "path": "a.md", "sub_items": [{"Chapter": {"content": "plain"}}]}}, "Separator"], "x": null}])";
  world.files["/work/text/a.joist"] = "client -> lb\n";
  CHECK(run({"mdbook"}) == 0);
  const auto book = nlohmann::json::parse(world.output);
  const auto& chapter = book["items"][0]["Chapter"];
  CHECK(chapter["content"].get<std::string>().find("<figure class=\"joist\">\n<svg ") == 0);
  CHECK(chapter["content"].get<std::string>().find("box-lb") != std::string::npos);
  CHECK(chapter["sub_items"][0]["Chapter"]["content"] == "plain");
  CHECK(book["items"][1] == "Separator");
  CHECK(book["x"].is_null());
  world.input = "{}";
  CHECK(run({"mdbook"}) == 2);
}

TEST_CASE("a block can ask for all stages in one picture") {
  Note note("```joist name=grown stages=all\na -> b\nstage \"10x\" { b -> c }\n```\n");
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  const std::string svg = note.world.files["/work/assets/grown.svg"];
  CHECK(svg.find("joist-grown-stage-1-box-c") != std::string::npos);
  CHECK(svg.find("joist-grown-stage-0-box-c") == std::string::npos);
}

TEST_CASE("an image that links to a design is drawn from it, and the note stays as it is") {
  const std::string text =
      "[![Shop](img/shop.svg)](shop.joist)\n\n`[![x](x.svg)](x.joist)`, "
      "[![y](https://y.example/y.svg)](y.joist), [![z](z.png)](z.joist), [words](w.joist)\n";
  Note note(text);
  note.world.files["/work/shop.joist"] = "client -> shop\n";
  CHECK(note.run({"md", "--check", "note.md"}).code == 1);
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.text() == text);
  REQUIRE(note.has("/work/img/shop.svg"));
  CHECK(note.world.files["/work/img/shop.svg"].find("joist-box-shop") != std::string::npos);
  CHECK(note.run({"md", "--check", "note.md"}).code == 0);
  note.world.files["/work/shop.joist"] = "client -> store\n";
  CHECK(note.run({"md", "--check", "note.md"}).code == 1);
  CHECK(note.run({"md", "note.md"}).world.output == text);
  CHECK(note.run({"md", "--check", "note.md"}).code == 0);
  note.world.files["/work/shop.joist"] = "client -> -> store\n";
  CHECK(note.run({"md", "--write", "note.md"}).code == 1);
  CHECK(note.world.files["/work/img/shop.svg"].find("joist-box-store") != std::string::npos);
  note.world.files.erase("/work/shop.joist");
  CHECK(note.run({"md", "--write", "note.md"}).code == 1);
  CHECK(note.world.errors.find("shop.joist") != std::string::npos);
}

TEST_CASE("an image of a design becomes one of its picture that links to it") {
  Note note(
      "Mine: ![The shop](img/shop.joist \"now\")\n\n> - \u00e9 ![](shop.joist)\n\n"
      "`![x](x.joist)` ![y](https://y.example/y.joist)\n");
  note.world.files["/work/shop.joist"] = "client -> shop\n";
  note.world.files["/work/img/shop.joist"] = "client -> store\n";
  CHECK(note.run({"md", "--check", "note.md"}).code == 1);
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.text() ==
        "Mine: [![The shop](img/shop.svg \"now\")](img/shop.joist)\n\n"
        "> - \u00e9 [![2 boxes and 1 arrow. client calls shop.](shop.svg)](shop.joist)\n\n"
        "`![x](x.joist)` ![y](https://y.example/y.joist)\n");
  CHECK(note.world.files["/work/img/shop.svg"].find("joist-box-store") != std::string::npos);
  CHECK(note.world.files["/work/shop.svg"].find("joist-box-shop") != std::string::npos);
  CHECK(note.run({"md", "--check", "note.md"}).code == 0);
}

TEST_CASE("an image of a design that cannot be read stays") {
  const std::string text = "![The shop](shop.joist)\n";
  Note note(text);
  CHECK(note.run({"md", "--write", "note.md"}).code == 1);
  CHECK(note.text() == text);
}

TEST_CASE("front matter holds no designs") {
  CHECK(texts("---\nnote: |\n  ```joist\n  a -> b\n  ```\n---\n\n```joist\nc -> d\n```\n") ==
        Texts{"c -> d\n"});
  CHECK(texts("+++\nx = \"\"\"\n```joist\na -> b\n```\n\"\"\"\n+++\n") == Texts{});
  // A line across the page, with a blank line behind it, begins none.
  CHECK(texts("---\n\n```joist\na -> b\n```\n\n---\n") == Texts{"a -> b\n"});
}

TEST_CASE("a block that the end of the note closes is closed before its picture") {
  Note note("> ```joist name=shop\n> a -> b\n");
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.text().starts_with("> ```joist name=shop\n> a -> b\n> ```\n> <!-- joist:shop -->\n"));
  const std::string once = note.text();
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.text() == once);
}

TEST_CASE("a block that the end of its list closes has its picture in the list") {
  Note note("- item\n\n  ```joist name=shop\n  a -> b\n\nAfter the list.\n");
  CHECK(note.run({"md", "--write", "note.md"}).code == 0);
  CHECK(note.text().starts_with(
      "- item\n\n  ```joist name=shop\n  a -> b\n  ```\n  <!-- joist:shop -->\n"));
  CHECK(note.text().ends_with("<!-- /joist -->\n\nAfter the list.\n"));
}

TEST_CASE("two notes do not draw one picture") {
  Note note("```joist name=shop\na -> b\n```\n");
  note.world.files["/work/other.md"] = "```joist name=shop\nc -> d\n```\n";
  note.world.files["/work/same.md"] = note.text();
  CHECK(note.run({"md", "--write", "note.md", "same.md"}).code == 0);
  CHECK(note.run({"md", "--write", "note.md", "other.md"}).code == 2);
  CHECK(note.world.errors.find("note.md and other.md both draw assets/shop.svg") !=
        std::string::npos);
  CHECK(note.world.files["/work/other.md"] == "```joist name=shop\nc -> d\n```\n");
}

TEST_CASE("comments of MDX are its own") {
  Note note("");
  note.world.files["/work/note.mdx"] = "```joist name=shop\na -> b\n```\n";
  CHECK(note.run({"md", "--write", "note.mdx"}).code == 0);
  const std::string once = note.world.files["/work/note.mdx"];
  CHECK(once.find("{/* joist:shop */}\n") != std::string::npos);
  CHECK(once.ends_with("{/* /joist */}\n"));
  CHECK(once.find("<!--") == std::string::npos);
  CHECK(note.run({"md", "--write", "note.mdx"}).code == 0);
  CHECK(note.world.files["/work/note.mdx"] == once);
}

TEST_CASE("what stands behind the word is checked") {
  Note note("```joist name=shop theme=pink\na -> b\n```\n");
  CHECK(note.run({"md", "--write", "note.md"}).code == 1);
  CHECK(note.world.errors.find("note.md:1: ") != std::string::npos);
  Note other("```joist nmae=shop\na -> b\n```\n");
  other.run({"md", "--write", "note.md"});
  CHECK(other.world.errors.find("`nmae`") != std::string::npos);
  Note direction("```joist direction=up\na -> b\n```\n");
  CHECK(direction.run({"md", "--write", "note.md"}).code == 1);
}

TEST_CASE("pictures in one page keep their colours to themselves") {
  Note note("```joist name=one\na -> b\n```\n\n```joist name=two theme=contrast\nc -> d\n```\n");
  CHECK(note.run({"md", "--inline", "note.md"}).code == 0);
  CHECK(note.world.output.find(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"joist-one-picture\"") !=
        std::string::npos);
  CHECK(note.world.output.find("#joist-one-picture .j") != std::string::npos);
  CHECK(note.world.output.find("\n.j") == std::string::npos);
}
