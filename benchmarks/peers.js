// Draws the same generated designs by Joist and by others, and prints how large the pictures are and
// how often their lines cross: medians over seeds.
//   node peers.js JOIST FOLDER_OF_NODE_MODULES [FOLDER_FOR_PICTURES]
// It needs the packages of tests/node, Chromium for Mermaid, and `dot`. What Joist writes for each
// of them (`--to dot`, `d2`, `mermaid`) is what they draw: the same boxes, words and arrows.
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');

const [joist, modules, kept] = process.argv.slice(2).map((each) => path.resolve(each));
const folder = kept || fs.mkdtempSync(path.join(os.tmpdir(), 'joist-peers-'));
const from = (name) => path.join(modules, 'node_modules', name);
const seeds = [1, 2, 3, 4, 5];
const sizes = [30, 100];
const densities = [1.5, 3];

function run(program, words, input) {
  try {
    return execFileSync(program, words,
      { encoding: 'utf8', input, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'ignore'] });
  } catch (error) {
    if (program === joist && error.status === 1) return error.stdout;  // findings
    throw error;
  }
}
const draw = (file, words) => run(joist, ['render', '-q', '--depth', '9', '--no-findings', file, ...words]);
const written = (file, format) => draw(file, ['--to', format, '-o', '-']);

// How often pieces of two different lines cross; each line is a list of points.
function crossings(lines) {
  const pieces = lines.flatMap((line, owner) =>
    line.slice(1).map((to, i) => ({ from: line[i], to, owner })));
  const left = (piece) => Math.min(piece.from[0], piece.to[0]);
  pieces.sort((a, b) => left(a) - left(b));
  const side = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  let count = 0;
  pieces.forEach((one, i) => {
    const right = Math.max(one.from[0], one.to[0]);
    for (let j = i + 1; j < pieces.length && left(pieces[j]) <= right; ++j) {
      const { from, to, owner } = pieces[j];
      if (owner === one.owner) continue;
      if (side(one.from, one.to, from) * side(one.from, one.to, to) < 0
        && side(from, to, one.from) * side(from, to, one.to) < 0) ++count;
    }
  });
  return count;
}

// Cubic pieces as short straight ones.
function flat(points) {
  const line = [points[0]];
  for (let i = 1; i + 2 < points.length; i += 3) {
    const [a, b, c, d] = points.slice(i - 1, i + 3);
    for (let step = 1; step <= 8; ++step) {
      const u = step / 8, v = 1 - u;
      line.push([0, 1].map((k) =>
        v * v * v * a[k] + 3 * v * v * u * b[k] + 3 * v * u * u * c[k] + u * u * u * d[k]));
    }
  }
  return line;
}

const peers = {
  joist(file) {
    draw(file, ['-o', `${file}.joist.svg`]);
    const metrics = JSON.parse(draw(file, ['--metrics', 'json']));
    return { width: metrics.width, height: metrics.height, crossings: metrics.crossings };
  },
  'graphviz newrank'(file) {
    const text = written(file, 'dot');
    fs.writeFileSync(`${file}.dot.svg`, run('dot', ['-Tsvg', '-Gnewrank=true'], text));
    const graph = JSON.parse(run('dot', ['-Tjson', '-Gnewrank=true'], text));
    const [, , width, height] = graph.bb.split(',').map((each) => Number(each) * 4 / 3);
    const lines = graph.edges.map((edge) => flat(edge.pos.split(' ')
      .filter((point) => !/^[es],/.test(point)).map((point) => point.split(',').map(Number))));
    return { width, height, crossings: crossings(lines) };
  },
  'd2 dagre': (file) => byD2(file, 'dagre'),
  'd2 elk': (file) => byD2(file, 'elk'),
  'mermaid elk': byMermaid,
};

let d2;
async function byD2(file, layout) {
  const { D2 } = await import(pathToFileURL(from('@d2lang/d2/dist/node-esm/index.js')).href);
  d2 = d2 || new D2();
  const result = await d2.compile(written(file, 'd2'), { layout });
  const svg = await d2.render(result.diagram, { ...result.renderOptions, pad: 0 });
  fs.writeFileSync(`${file}.d2-${layout}.svg`, svg);
  const [, , width, height] = /viewBox="([^"]+)"/.exec(svg)[1].split(/\s+/).map(Number);
  const lines = result.diagram.connections.map((connection) => {
    const points = connection.route.map((point) => [point.x, point.y]);
    return connection.isCurve ? flat(points) : points;
  });
  return { width, height, crossings: crossings(lines) };
}

let page;
async function byMermaid(file) {
  if (!page) {
    const { chromium } = require(from('playwright-core'));
    const window = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    page = await window.newPage();
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ path: from('mermaid/dist/mermaid.min.js') });
  }
  const drawn = await page.evaluate(async (text) => {
    mermaid.initialize({ startOnLoad: false, maxEdges: 5000, maxTextSize: 1e7, layout: 'elk' });
    document.body.innerHTML = (await mermaid.render('picture', text)).svg;
    const svg = document.querySelector('svg');
    const lines = [...document.querySelectorAll('path.flowchart-link')].map((link) => {
      const length = link.getTotalLength(), steps = Math.max(8, Math.ceil(length / 12));
      return Array.from({ length: steps + 1 }, (_, i) => {
        const { x, y } = link.getPointAtLength(length * i / steps);
        return [x, y];
      });
    });
    const { width, height } = svg.viewBox.baseVal;
    return { svg: svg.outerHTML, width, height, lines };
  }, written(file, 'mermaid'));
  fs.writeFileSync(`${file}.mermaid.svg`, drawn.svg);
  return { width: drawn.width, height: drawn.height, crossings: crossings(drawn.lines) };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function main() {
  console.log('| components, arrows each | drawn by | Mpx | width / height | crossings |\n|---|---|---|---|---|');
  for (const size of sizes) {
    for (const density of densities) {
      const files = seeds.map((seed) => {
        const file = path.join(folder, `${size}-${density}-${seed}.joist`);
        fs.writeFileSync(file, run('python3', [path.join(__dirname, 'generate.py'), size,
          '--arrows', density, '--seed', seed].map(String)));
        return file;
      });
      for (const [name, peer] of Object.entries(peers)) {
        const found = [];
        for (const file of files) found.push(await peer(file));
        const of = (value) => median(found.map(value));
        console.log(`| ${size}, ${density} | ${name} | ${of((r) => r.width * r.height / 1e6).toFixed(1)} | `
          + `${of((r) => r.width / r.height).toFixed(2)} | ${of((r) => r.crossings)} |`);
      }
    }
  }
  process.exit(0);  // D2 keeps a worker
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
