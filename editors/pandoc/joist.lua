-- A pandoc filter that draws the code blocks marked as `joist`:
--   pandoc --lua-filter joist.lua design.md -o design.html
-- A block may say what is drawn: ```{.joist view=deploy flow=read caption="The shop"}
-- JOIST names another program than the one on the PATH.

local program = os.getenv('JOIST') or 'joist'

-- What the writer can show: drawings that scale where it can take them.
local formats = {
  html = { 'svg', 'image/svg+xml' },
  latex = { 'pdf', 'application/pdf' },
  other = { 'png', 'image/png' },
}

local function wanted()
  if FORMAT:match 'html' or FORMAT:match 'epub' or FORMAT:match 'revealjs' then
    return formats.html
  end
  if FORMAT:match 'latex' or FORMAT:match 'beamer' then
    return formats.latex
  end
  return formats.other
end

local function arguments(block, format)
  local words = { 'render', '-', '--quiet', '--to', format }
  for _, name in ipairs { 'view', 'flow', 'stage', 'direction', 'theme' } do
    if block.attributes[name] then
      table.insert(words, '--' .. name)
      table.insert(words, block.attributes[name])
    end
  end
  return words
end

-- The design in words, for who cannot see the picture.
local function described(svg)
  local words = svg:match '<desc[^>]*>(.-)</desc>' or ''
  local named = { amp = '&', lt = '<', gt = '>', quot = '"' }
  return (words:gsub('&(%a+);', named))
end

function CodeBlock(block)
  if not block.classes:includes 'joist' then
    return nil
  end
  local format, mime = table.unpack(wanted())
  local drawn, picture = pcall(pandoc.pipe, program, arguments(block, format), block.text)
  if not drawn then
    io.stderr:write('joist: a block could not be drawn and stays as it is; `joist check` says why\n')
    return nil
  end
  local name = pandoc.sha1(picture) .. '.' .. format
  pandoc.mediabag.insert(name, mime, picture)
  local words = block.attributes.alt
    or (format == 'svg' and described(picture))
    or described(pandoc.pipe(program, arguments(block, 'svg'), block.text))
  local caption = block.attributes.caption
  local attributes = pandoc.Attr(block.identifier, {}, { alt = words })
  local image = pandoc.Image(pandoc.Str(caption or words), name, caption and 'fig:' or '', attributes)
  return pandoc.Para { image }
end
