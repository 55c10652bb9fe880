// Has Mermaid and D2 themselves read what Joist writes for them: every example, and odd designs.
//   node peers.js JOIST TOP FOLDER_OF_NODE_MODULES
const assert = require('assert');
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const [joist, top, modules] = process.argv.slice(2).map((each) => path.resolve(each));
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = browsers.find((file) => fs.existsSync(file));
const from = (name) => path.join(modules, 'node_modules', name);

// What could be taken for syntax of theirs: words, signs, brackets, quotes, other scripts.
const odd = {
  words: 'end -> graph\ngraph -> class\nclass -> style\nstyle -> subgraph\nsubgraph -> click\n'
    + 'default -> direction\nlayers -> steps\nsteps -> scenarios\nlabel -> shape\nnull -> true',
  labels: 'service a "A \\"quoted\\" [one] {two} (three) | four # five; six % seven ` eight"\n'
    + 'service b "line\u00a0break --> x & <b>bold</b> $d2 ${x} \\\\ %% end"\na -> b "x | y --> z `q` #1;"',
  scripts: 'service a "東京のサービス"\nservice b "خدمة"\nservice c "🚀 launch"\na -> b -> c "größer"',
  groups: 'region us "US [east]" { zone a { service x; service y }; zone b { service x } }\n'
    + 'region end { service graph }\nclient -> us.a.x, us.b.x\nus.a.x -> us.a.y -> end.graph',
  titles: 'design "A \\"b\\" --- #1; [x] `y` c: $d\n" "second"\na -> b',
  loops: 'a -> a "again"\na -> b\nb -> a\nb ~> c\nc -- d\nd -> a',
  loads: 'client app\nservice api { replicas: 2, capacity: 100 rps }\npostgres db { reads: 50/s }\n'
    + 'flow read "Read | write" @ 300/s { app -> api -> db; api -> db write }',
};

// Findings make the program exit with 1, which is no failure here.
function written(design, format) {
  const named = design.input === undefined ? design.file : '-';
  try {
    return execFileSync(joist, ['render', '-q', named, '--to', format, '-o', '-'],
      { encoding: 'utf8', input: design.input, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status === 1) return error.stdout;
    throw error;
  }
}

// Nested regions, zones and tiers, as the benchmarks draw them.
function generated() {
  const script = path.join(top, 'benchmarks/generate.py');
  return [10, 30].flatMap((size) => {
    const made = spawnSync('python3', [script, String(size), '--seed', '2'], { encoding: 'utf8' });
    return made.status === 0 ? [{ name: `${size} generated`, input: made.stdout }] : [];
  });
}

function designs() {
  const found = Object.entries(odd).map(([name, input]) => ({ name, input })).concat(generated());
  for (const folder of ['examples', 'examples/flawed']) {
    for (const name of fs.readdirSync(path.join(top, folder))) {
      if (name.endsWith('.joist')) found.push({ name, file: path.join(top, folder, name) });
    }
  }
  return found;
}

async function readByD2(all) {
  const { D2 } = await import(pathToFileURL(from('@d2lang/d2/dist/node-esm/index.js')).href);
  const d2 = new D2();
  await assert.rejects(d2.compile('a: {'), 'D2 refuses what is wrong');
  for (const design of all) {
    const text = written(design, 'd2');
    await d2.compile(text).catch((error) => {
      throw new Error(`D2 does not take ${design.name}: ${error}\n${text}`);
    });
  }
}

async function readByMermaid(all) {
  const { chromium } = require(from('playwright-core'));
  const window = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
  try {
    const page = await window.newPage();
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ path: from('mermaid/dist/mermaid.min.js') });
    const draw = (text) => page.evaluate(async (source) => {
      mermaid.initialize({ startOnLoad: false });
      const { svg } = await mermaid.render('picture', source);
      return svg.length;
    }, text);
    await assert.rejects(draw('flowchart TB\n  a[ --> b'), 'Mermaid refuses what is wrong');
    for (const design of all) {
      const text = written(design, 'mermaid');
      await draw(text).catch((error) => {
        throw new Error(`Mermaid does not take ${design.name}: ${error}\n${text}`);
      });
    }
  } finally {
    await window.close();
  }
}

async function main() {
  const all = designs();
  await readByD2(all);
  console.log(`D2 takes ${all.length} designs`);
  if (!browser) {
    console.log('Mermaid was not asked: Chromium is not installed');
    process.exit(0);
  }
  await readByMermaid(all);
  console.log(`Mermaid draws ${all.length} designs`);
  process.exit(0);  // D2 keeps a worker
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
