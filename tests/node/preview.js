// Tries `joist serve` in a headless Chromium, as a writer of a design would: looks, clicks, edits.
//   node preview.js JOIST TOP FOLDER_OF_NODE_MODULES
const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

const [joist, top, modules] = process.argv.slice(2).map((each) => path.resolve(each));
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = browsers.find((file) => fs.existsSync(file));
if (!browser) {
  console.log('skipped: Chromium is not installed');
  process.exit(77);
}
const { chromium } = require(path.join(modules, 'node_modules', 'playwright-core'));

function serve(design) {
  const child = spawn(joist, ['serve', design], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    child.stdout.once('data', (line) => resolve({ child, address: String(line).trim() }));
  });
}

// Status and body of a request that a browser would not send.
function ask(address, route, options = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(address), { path: route, ...options }, (answer) => {
      let body = '';
      answer.on('data', (piece) => { body += piece; });
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    });
    request.on('error', reject);
    request.end();
  });
}

async function answersOnlyWhatItShould(address, design) {
  const { port } = new URL(address);
  assert.strictEqual((await ask(address, '/')).status, 200);
  assert.strictEqual((await ask(address, '/', { headers: { host: 'example.com' } })).status, 403);
  assert.strictEqual((await ask(address, '/', { headers: { host: '127.0.0.1:1' } })).status, 403);
  const named = await ask(address, '/', { headers: { host: `localhost:${port}` } });
  assert.strictEqual(named.status, 200);
  assert.strictEqual((await ask(address, '/', { method: 'POST' })).status, 405);
  for (const route of ['/../../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/etc/passwd', design,
    `/${path.basename(design)}`, '//etc/passwd']) {
    assert.strictEqual((await ask(address, route)).status, 404, route);
  }
  assert.strictEqual((await ask(address, `/${'x'.repeat(40000)}`)).status, 431);
}

async function looks(page) {
  await page.waitForSelector('#picture svg');
  assert.strictEqual(await page.title(), 'Chirp');
  assert.deepStrictEqual(await page.locator('#flow option').allTextContents(),
    ['all', 'read', 'post', 'follow']);
  await page.click('#joist-box-api');
  const line = fs.readFileSync(page.design, 'utf8').split('\n').findIndex(
    (text) => /^service +api/.test(text)) + 1;
  assert.match(await page.textContent('#where'), new RegExp(`chirp\\.joist:${line}:\\d+$`));
  assert.match(await page.getAttribute('#open', 'href'), /^vscode:\/\/file\/.*chirp\.joist:/);
}

async function switches(page) {
  await page.selectOption('#flow', 'follow');
  await page.waitForFunction(() => !document.getElementById('joist-box-edge'));
  await page.selectOption('#flow', '');
  await page.waitForSelector('#joist-box-edge');
  const before = await page.textContent('#joist-box-api');
  await page.selectOption('#stage', '5G users');
  await page.waitForFunction((old) =>
    document.getElementById('joist-box-api').textContent !== old, before);
  await page.reload();
  await page.waitForSelector('#picture svg');
  assert.strictEqual(await page.inputValue('#stage'), '5G users', 'a reload keeps the choice');
  await page.selectOption('#stage', '');
}

// What one would click in the strip leads to the text as in any picture.
async function showsAllStages(page) {
  await page.selectOption('#stage', { label: 'all side by side' });
  await page.waitForSelector('#joist-stage-1-box-api');
  await page.click('#joist-stage-1-box-api');
  assert.match(await page.textContent('#where'), /chirp\.joist:\d+:\d+$/);
  await page.reload();
  await page.waitForSelector('#joist-stage-1-box-api');
  await page.selectOption('#stage', '');
  await page.waitForSelector('#joist-box-api');
}

async function changesColours(page) {
  const ink = () => page.evaluate(() => getComputedStyle(
    document.querySelector('#joist-box-api path, #joist-box-api rect')).stroke);
  const before = await ink();
  assert.deepStrictEqual(await page.locator('#palette option').allTextContents(),
    ['as the design says', 'contrast', 'neutral', 'print']);
  await page.selectOption('#palette', 'print');
  await page.waitForFunction((old) => getComputedStyle(
    document.querySelector('#joist-box-api path, #joist-box-api rect')).stroke !== old, before);
  await page.selectOption('#palette', '');
  await page.waitForFunction((old) => getComputedStyle(
    document.querySelector('#joist-box-api path, #joist-box-api rect')).stroke === old, before);
}

// A page that is edited under its reader stays where it was.
async function follows(page) {
  for (let i = 0; i < 4; ++i) await page.click('#in');
  await page.evaluate(() => document.getElementById('board').scrollTo(40, 300));
  const place = () => page.evaluate(() => {
    const board = document.getElementById('board');
    return [board.scrollLeft, board.scrollTop, document.getElementById('fit').textContent];
  });
  const before = await place();
  const text = fs.readFileSync(page.design, 'utf8');
  const start = Date.now();
  fs.writeFileSync(page.design, text.replace('"API tier"', '"Front door"'));
  await page.waitForFunction(() =>
    document.getElementById('joist-box-api').textContent.includes('Front door'));
  console.log(`an edit was on the page after ${Date.now() - start} ms`);
  assert.deepStrictEqual(await place(), before, 'zoom and scroll are kept');
}

async function keepsTheLastGoodPicture(page) {
  const good = fs.readFileSync(page.design, 'utf8');
  fs.writeFileSync(page.design, good.replace(/service( +)api/, 'servce$1 api'));
  await page.waitForSelector('#picture.stale');
  assert.ok(await page.isVisible('#notice'));
  assert.match(await page.textContent('#joist-box-api'), /Front door/);
  assert.match(await page.textContent('#findings'), /servce/);
  // Editors replace files: the new one is followed, too.
  fs.writeFileSync(`${page.design}.new`, good);
  fs.renameSync(`${page.design}.new`, page.design);
  await page.waitForSelector('#picture:not(.stale)');
  assert.ok(!await page.isVisible('#notice'));
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'joist-preview-'));
  const design = path.join(folder, 'chirp.joist');
  fs.copyFileSync(path.join(top, 'examples/chirp.joist'), design);
  const { child, address } = await serve(design);
  const window = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
  try {
    await answersOnlyWhatItShould(address, design);
    const page = await window.newPage({ viewport: { width: 900, height: 700 } });
    const trouble = [];
    page.on('pageerror', (error) => trouble.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.design = design;
    await page.goto(address);
    await looks(page);
    await switches(page);
    await showsAllStages(page);
    await changesColours(page);
    await follows(page);
    await keepsTheLastGoodPicture(page);
    assert.deepStrictEqual(trouble, []);
    console.log('the preview draws, follows edits and keeps its place');
  } finally {
    await window.close();
    child.kill();
    fs.rmSync(folder, { recursive: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
