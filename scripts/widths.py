#!/usr/bin/env python3
"""Writes src/scene/widths_{regular,bold}.cpp from the advance widths of Liberation Sans.

    scripts/widths.py /usr/share/fonts/truetype/liberation

Only facts about widths are taken: runs of code points that share one advance, in 1/2048 em.
"""
import struct
import sys
from pathlib import Path


def tables(font):
    count = struct.unpack(">H", font[4:6])[0]
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sIII", font[12 + 16 * i : 28 + 16 * i])
        yield tag.decode(), font[offset : offset + length]


def characters(cmap):
    """Code point to glyph, from the format 4 subtable for Windows Unicode."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHI", cmap[4 + 8 * i : 12 + 8 * i])
        if (platform, encoding) == (3, 1):
            break
    sub = cmap[offset:]
    assert struct.unpack(">H", sub[:2])[0] == 4
    n = struct.unpack(">H", sub[6:8])[0] // 2
    column = lambda at, form: struct.unpack(f">{n}{form}", sub[at : at + 2 * n])
    ends, starts = column(14, "H"), column(16 + 2 * n, "H")
    deltas, offsets = column(16 + 4 * n, "h"), column(16 + 6 * n, "H")
    found = {}
    for k in range(n):
        for c in range(starts[k], min(ends[k], 0xFFFE) + 1):
            if offsets[k] == 0:
                glyph = (c + deltas[k]) & 0xFFFF
            else:
                at = 16 + 6 * n + 2 * k + offsets[k] + 2 * (c - starts[k])
                glyph = struct.unpack(">H", sub[at : at + 2])[0]
                glyph = (glyph + deltas[k]) & 0xFFFF if glyph else 0
            if glyph:
                found[c] = glyph
    return found


def runs(path):
    font = dict(tables(path.read_bytes()))
    em = struct.unpack(">H", font["head"][18:20])[0]
    metrics = struct.unpack(">H", font["hhea"][34:36])[0]
    advance = lambda g: struct.unpack(">H", font["hmtx"][4 * min(g, metrics - 1) :][:2])[0]
    result = []
    for c, glyph in sorted(characters(font["cmap"]).items()):
        width = round(advance(glyph) * 2048 / em)
        if c < 0x20 or 0xE000 <= c < 0xF900:
            continue
        if result and result[-1][0] + result[-1][1] == c and result[-1][2] == width:
            result[-1][1] += 1
        else:
            result.append([c, 1, width])
    return result


def write(path, name, table):
    lines, line = [], " "
    for first, count, width in table:
        entry = f" {{{first:#x}, {count}, {width}}},"
        if len(line) + len(entry) > 100:
            lines.append(line)
            line = " "
        line += entry
    lines.append(line)
    path.write_text(
        f"// Advance widths of Liberation Sans, {name}; written by scripts/widths.py.\n"
        '#include "scene/widths.hpp"\n\nnamespace joist::scene {\n\n'
        "// clang-format off\n"
        "static constexpr WidthRun runs[] = {\n" + "\n".join(lines) + "\n};\n"
        "// clang-format on\n\n"
        f"std::span<const WidthRun> {name}_widths() {{ return runs; }}\n\n"
        "}  // namespace joist::scene\n"
    )


fonts = Path(sys.argv[1])
target = Path(__file__).resolve().parent.parent / "src" / "scene"
for name, style in (("regular", "Regular"), ("bold", "Bold")):
    write(target / f"widths_{name}.cpp", name, runs(fonts / f"LiberationSans-{style}.ttf"))
