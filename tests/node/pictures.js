// What a screen reader is told of a picture in Chromium, and whether browsers and librsvg draw the
// same: a picture must not depend on who shows it.
//   node pictures.js JOIST TOP FOLDER_OF_NODE_MODULES
const assert = require('assert');
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const [joist, top, modules] = process.argv.slice(2).map((each) => path.resolve(each));
const first = (files) => files.find((file) => fs.existsSync(file));
const browser = first(['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']);
const firefox = first(['/usr/bin/firefox-esr', '/usr/bin/firefox']);
if (!browser) {
  console.log('skipped: Chromium is not installed');
  process.exit(77);
}
const { chromium } = require(path.join(modules, 'node_modules', 'playwright-core'));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'joist-pictures-'));

const design = `design "Two zones" "Orders, <b>in</b> two zones" { peak: 2 }
client app "Web & mobile"
region eu { zone a { service api { replicas: 2, capacity: 100 rps } }
            zone b { postgres db "Orders" { reads: 500/s, writes: 50/s } } }
flow order @ 300/s { app -> api -> db write "once" }
`;

// Findings make the program exit with 1, which is no failure here.
function render(source, output, words = []) {
  const named = source.includes('\n') ? '-' : source;
  try {
    execFileSync(joist, ['render', '-q', named, '-o', output, ...words],
      { input: source, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status !== 1) throw error;
  }
  return output;
}

// Role and name of everything in the tree that has both.
async function told(page, svg) {
  const session = await page.context().newCDPSession(page);
  await page.setContent(`<main>${fs.readFileSync(svg, 'utf8')}</main>`);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes.filter((node) => !node.ignored && node.role && node.name && node.name.value)
    .map((node) => ({
      role: node.role.value,
      name: node.name.value,
      description: node.description ? node.description.value : '',
    }));
}

async function speaks(page) {
  const all = await told(page, render(design, path.join(folder, 'design.svg')));
  const [picture] = all.filter((one) => one.role === 'graphics-document');
  assert.strictEqual(picture.name, 'Two zones');
  assert.match(picture.description, /Orders, <b>in<\/b> two zones.*Web & mobile calls api/);
  const symbols = all.filter((one) => one.role === 'graphics-symbol');
  assert.deepStrictEqual(symbols.map((one) => one.name.replace(/,.*/, '')), [
    'eu', 'a', 'b',  // frames, from the outside in
    'Web & mobile', 'api', 'Orders',  // boxes, from top to bottom
    'Web & mobile calls api', 'api writes to Orders',  // arrows
    'Legend',
    ...symbols.slice(9).map((one) => one.name.replace(/,.*/, '')),
  ]);
  const api = symbols.find((one) => one.name.startsWith('api,'));
  assert.match(api.name, /600\/s of 200, 300% used, overloaded/);
  assert.match(api.description, /load at the peak 600\/s/);
  assert.ok(symbols.length > 9, 'findings are told, too');
  for (const one of all) assert.ok(!one.name.includes('`'), one.name);
  const texts = all.filter((one) => one.role === 'StaticText').map((one) => one.name);
  for (const text of ['Web & mobile', 'Orders', '600/s of 200']) assert.ok(texts.includes(text), text);
}

// Shares of pixels that differ clearly, and slightly, between two pictures given as data URLs.
function difference(page, one, other) {
  return page.evaluate(async ([a, b]) => {
    const load = async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      return image;
    };
    const images = [await load(a), await load(b)];
    const { width, height } = images[0];
    // Half the size takes out how edges are smoothed.
    const canvas = new OffscreenCanvas(width / 2, height / 2);
    const pixels = images.map((image) => {
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context.imageSmoothingQuality = 'high';
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return context.getImageData(0, 0, canvas.width, canvas.height).data;
    });
    let far = 0, count = 0;
    for (let i = 0; i < pixels[0].length; i += 4) {
      let most = 0;
      for (let k = 0; k < 3; ++k) most = Math.max(most, Math.abs(pixels[0][i + k] - pixels[1][i + k]));
      ++count;
      if (most > 96) ++far;
    }
    return far / count;
  }, [one, other]);
}

const asData = (bytes) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;

function shotByFirefox(svg, size) {
  const profile = fs.mkdtempSync(path.join(folder, 'firefox-'));
  const output = path.join(profile, 'shot.png');
  execFileSync(firefox, ['--headless', '--no-remote', '--profile', profile, '--screenshot', output,
    `--window-size=${size.width},${size.height}`, `file://${svg}`], { stdio: 'ignore', timeout: 120000 });
  return fs.readFileSync(output);
}

async function looksTheSame(window, page, source) {
  const name = path.basename(source, '.joist');
  const svg = render(source, path.join(folder, `${name}.svg`), ['--theme', 'light']);
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(fs.readFileSync(svg, 'utf8')).map(Number);
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  const view = await window.newPage({ viewport: size });
  await view.goto(`file://${svg}`);
  const shot = asData(await view.screenshot());
  await view.close();
  const others = [['librsvg', fs.readFileSync(render(source, path.join(folder, `${name}.png`), ['--theme', 'light']))]];
  if (firefox) others.push(['Firefox', shotByFirefox(svg, size)]);
  for (const [other, bytes] of others) {
    const share = await difference(page, shot, asData(bytes));
    console.log(`${name}: ${(100 * share).toFixed(3)}% of the pixels differ in ${other}`);
    assert.ok(share < 0.005, `${name} looks different in ${other}`);
  }
}

async function main() {
  const window = await chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--allow-file-access-from-files'] });
  try {
    const page = await window.newPage();
    await speaks(page);
    await page.setContent('<!doctype html>');
    for (const name of ['chirp', 'flawed/overload', 'chat']) {
      await looksTheSame(window, page, path.join(top, `examples/${name}.joist`));
    }
    if (!firefox) console.log('Firefox is not installed and was not asked');
  } finally {
    await window.close();
    fs.rmSync(folder, { recursive: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
