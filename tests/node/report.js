// Reads the report of every example in a headless Chromium, as a reviewer would: on a wide and a
// narrow screen, in light and dark, on paper.
//   node report.js JOIST TOP FOLDER_OF_NODE_MODULES
const assert = require('assert');
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');

const [joist, top, modules] = process.argv.slice(2).map((each) => path.resolve(each));
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = browsers.find((file) => fs.existsSync(file));
if (!browser) {
  console.log('skipped: Chromium is not installed');
  process.exit(77);
}
const { chromium } = require(path.join(modules, 'node_modules', 'playwright-core'));

// WCAG 2.1: the least contrast of texts with what is painted behind them, outside of pictures.
function leastContrast() {
  const channel = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92
    : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = numbers(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  let least = [21, ''];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || element.closest('svg')) continue;
    const [a, b] = [numbers(getComputedStyle(element).color), behind(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < least[0]) least = [ratio, element.outerHTML.slice(0, 200)];
  }
  return least;
}

function faults() {
  const found = [];
  const parsed = new DOMParser().parseFromString(window.source, 'application/xhtml+xml');
  const error = parsed.querySelector('parsererror');
  if (error) found.push(`not well-formed: ${error.textContent.slice(0, 300)}`);
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) found.push('an id stands twice');
  for (const link of document.querySelectorAll('a[href]')) {
    const target = decodeURIComponent(link.getAttribute('href').slice(1));
    if (!document.getElementById(target)) found.push(`no place ${target}`);
  }
  for (const table of document.querySelectorAll('table')) {
    const width = table.tHead.rows[0].cells.length;
    for (const row of table.rows) if (row.cells.length !== width) found.push('a row is short');
    if (!table.caption.textContent.trim()) found.push('a table has no caption');
  }
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1]));
  levels.forEach((level, i) => {
    if (i > 0 && level > levels[i - 1] + 1) found.push('a level of headings is left out');
  });
  return found;
}

async function look(context, file, name) {
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => assert.fail(error));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await page.evaluate((source) => { window.source = source; }, fs.readFileSync(file, 'utf8'));
  assert.deepStrictEqual(await page.evaluate(faults), [], name);
  assert.deepStrictEqual(asked, [address], `${name} asks for other files`);
  for (const [width, scheme] of [[1300, 'light'], [1300, 'dark'], [390, 'light']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name} is ${wide} px too wide at ${width} px`);
    const [ratio, where] = await page.evaluate(leastContrast);
    assert.ok(ratio >= 4.5, `${name}, ${scheme}: a contrast of ${ratio.toFixed(2)} in ${where}`);
  }
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.strictEqual(paper, 'rgb(255, 255, 255)', `${name} prints in the dark`);
  await page.setViewportSize({ width: 718, height: 1000 });  // A4 with Chromium's margins
  const cut = await page.evaluate(() => [...document.querySelectorAll('table, figure svg')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => element.outerHTML.slice(0, 120)));
  assert.deepStrictEqual(cut, [], `${name} is cut on paper`);
  await page.close();
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'joist-report-'));
  const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
  const context = await chrome.newContext();
  // Paths stand in the report, and nobody knows how long they are.
  const examples = path.join(folder, 'a-folder-with-a-name-that-does-not-fit-on-a-small-screen');
  fs.cpSync(path.join(top, 'examples'), examples, { recursive: true });
  let seen = 0;
  for (const name of fs.readdirSync(examples).filter((each) => each.endsWith('.joist'))) {
    const file = path.join(folder, name.replace('.joist', '.html'));
    execFileSync(joist, ['report', path.join(examples, name), '-o', file], { stdio: 'inherit' });
    await look(context, file, name);
    ++seen;
  }
  await chrome.close();
  fs.rmSync(folder, { recursive: true });
  assert.ok(seen > 3);
  console.log(`${seen} reports`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
