// Draws the fenced `joist` blocks in VS Code's own preview of Markdown.
'use strict';

const program = require('./program');

const most = 64; // pictures kept, so that typing elsewhere in a note draws nothing anew
const drawn = new Map();

function picture(text) {
  if (drawn.has(text)) return drawn.get(text);
  const svg = program.runNow(['render', '-', '-', '--to', 'svg', '--quiet'], text);
  if (drawn.size >= most) drawn.delete(drawn.keys().next().value);
  drawn.set(text, svg);
  return svg;
}

// What another program draws may be something else.
function forgetPictures() {
  drawn.clear();
}

// As an image, so that what is in one picture means nothing in another.
function markdownPlugin(md) {
  const otherwise = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const [language, ...words] = tokens[index].info.trim().split(/\s+/);
    if (language === 'joist' && !words.includes('ignore')) {
      const svg = picture(tokens[index].content);
      if (svg) return `<p><img alt="System design" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"></p>\n`;
    }
    return otherwise(tokens, index, ...rest);
  };
  return md;
}

module.exports = { forgetPictures, markdownPlugin };
