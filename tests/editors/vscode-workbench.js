// What tests/editors/vscode-workbench does in the window of VS Code, as one would with keys and mouse:
// JOIST=program BROWSER=program node vscode-workbench.js URL FOLDER FOLDER_OF_NODE_MODULES. With
// SHOTS=FOLDER it leaves a picture of each step there.
'use strict';

const fs = require('fs');
const path = require('path');
const [url, folder, modules] = process.argv.slice(2);
const { chromium } = require(path.join(path.resolve(modules), 'node_modules', 'playwright-core'));

const work = path.join(folder, 'work');
const settings = path.join(folder, 'data', 'Machine', 'settings.json');
const design = `design "Shop" { peak: 3 }

client   app
balancer lb  { replicas: 2, zones: 2, capacity: 50k rps }
service  api { replicas: 3, capacity: 200 rps, zons: 2 }
postgres db  { replicas: 1, reads: 3k/s }

flow look "Look" @ 100/s { app -> lb -> api -> db }
`;

let failed = 0;
function check(what, good, seen) {
  if (good) return;
  failed += 1;
  console.log(`failed: ${what}${seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`);
}

// A press of a key is seen a little later, and how much later nobody says.
async function until(what, look, good) {
  let seen;
  for (let i = 0; i < 100; ++i) {
    seen = await look().catch((error) => error.message);
    if (good(seen)) return seen;
    await new Promise((done) => setTimeout(done, 200));
  }
  check(what, false, seen);
  return seen;
}

class Window {
  constructor(page) {
    this.page = page;
  }

  async open(file) {
    const payload = JSON.stringify([['openFile', `vscode-remote://${new URL(url).host}${work}/${file}`]]);
    await this.page.goto(`${url}/?folder=${work}&payload=${encodeURIComponent(payload)}`);
    await this.page.waitForSelector('.monaco-editor .view-line', { timeout: 60000 });
  }

  async shot(name) {
    if (process.env.SHOTS) await this.page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) });
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  async type(text) {
    await this.page.waitForTimeout(500); // until the box has the keys
    await this.page.keyboard.type(text, { delay: 20 });
  }

  async goTo(line, column) {
    await this.press('Control+g');
    await this.type(`${line}:${column}`);
    await this.press('Enter');
    await this.page.waitForTimeout(300);
  }

  async command(name) {
    await this.press('F1');
    await this.type(name);
    await until(`the command ${name}`, () => this.texts('.quick-input-list .monaco-list-row'), (rows) => rows[0]?.includes(name));
    await this.press('Enter');
    await this.page.waitForTimeout(300);
  }

  texts(selector) {
    return this.page.$$eval(selector, (all) => all.map((one) => one.innerText.replace(/\u00a0/g, ' ')));
  }

  labels(selector) {
    return this.page.$$eval(selector, (all) => all.map((one) => one.getAttribute('aria-label')));
  }

  // The text without what the server shows between its letters.
  async text() {
    await this.page.waitForTimeout(200);
    return (await this.page.$$eval('.editor-instance .view-lines .view-line', (all) => all
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((line) => [...line.querySelectorAll(':scope > span > span')]
        .filter((part) => !/ced-|dyn-rule|inlay/i.test(part.className)).map((part) => part.textContent).join(''))))
      .join('\n').replace(/\u00a0/g, ' ');
  }

  // The page within a page within the panel.
  async framed(selector) {
    for (const frame of this.page.frames()) {
      if (await frame.$(selector).catch(() => null)) return frame;
    }
    throw new Error(`no frame has ${selector}`);
  }
}

async function missing(window) {
  const told = await until('a message about the program', () => window.texts('.notification-toast'), (all) => all.length > 0);
  check('one message, which helps', told.length === 1 && told[0].includes('cannot be run') && told[0].includes('joist.path'), told);
  await window.shot('missing');
  await window.page.click('.notification-toast >> text=Open Settings');
  await until('the setting', () => window.texts('.settings-editor .setting-item-label'), (all) => all.some((one) => one.trim() === 'Path'));
  await window.shot('setting');
  await window.press('Control+w');
  fs.writeFileSync(settings, JSON.stringify({ 'joist.path': process.env.JOIST }));
}

const squiggles = (window) => () => window.page.$$eval('.squiggly-error', (all) => all.map((one) => one.className));

async function shown(window) {
  await until('a wave under a fault, once the program is there', squiggles(window), (all) => all.length === 1);
  await window.press('Control+Shift+m');
  const problems = await until('problems', () => window.texts('.markers-panel .monaco-list-row'), (all) => all.length > 1);
  check('its text and rule', problems.join().includes('no attribute `zons`') && problems.join().includes('unknown-attribute'), problems);
  await window.shot('problems');
  await window.press('Control+j');
  await until('lenses', () => window.texts('.codelens-decoration'), (all) => all.join().includes('open preview') && all.join().includes('300/s at the peak'));
  await until('rates beside the text', () => window.texts('.view-lines .view-line'), (lines) => lines[4]?.includes('50%') && lines[7]?.includes('300/s'));
  await window.shot('shown');
}

// The colour of a word, which the tree of the grammar and the server say in turn.
async function colours(window) {
  const of = (word) => window.page.$$eval('.view-lines span span', (all, text) => all.filter((one) => one.textContent.replace(/\u00a0/g, ' ').trim() === text)
    .map((one) => getComputedStyle(one).color)[0], word);
  const kinds = [];
  for (const word of ['design', 'service', 'api', 'look', '"Look"']) kinds.push(await of(word));
  check('words have colours of their own', new Set(kinds).size === kinds.length && !kinds.includes(undefined), kinds);
}

async function asked(window) {
  await window.goTo(5, 11);
  await window.press('Control+k', 'Control+i');
  await until('hover', () => window.texts('.monaco-hover'), (all) => all.join().includes('gets 300/s at the peak'));
  await window.shot('hover');
  await window.press('Escape', 'Escape');
  await window.goTo(5, 50);
  await window.press('Control+.');
  await until('a quick fix', () => window.texts('.action-widget .monaco-list-row'), (all) => all.join().includes('write `zones`'));
  await window.shot('fix');
  await window.press('Enter');
  await until('what it writes', () => window.text(), (text) => text.includes('200 rps, zones: 2 }'));
  await until('no wave any more', squiggles(window), (all) => all.length === 0);
}

async function written(window) {
  const rows = () => window.labels('.suggest-widget.visible .monaco-list-row');
  await window.goTo(6, 1);
  await window.press('End', 'ArrowLeft', 'ArrowLeft');
  await window.type(', failo');
  await until('completion', rows, (all) => all[0]?.startsWith('failover'));
  await window.press('Enter');
  await until('values of what was chosen', rows, (all) => all[0]?.startsWith('automatic'));
  await window.shot('values');
  await window.press('Enter');
  await until('the value', () => window.text(), (text) => text.includes('3k/s, failover: automatic }'));

  await window.goTo(5, 11);
  await window.press('F2');
  await window.page.waitForSelector('.rename-box input');
  await window.page.waitForTimeout(500);
  await window.press('Control+a');
  await window.type('shop');
  await window.press('Enter');
  await until('a new name everywhere', () => window.text(), (text) => text.includes('service  shop {') && text.includes('lb -> shop -> db'));

  await window.goTo(9, 1);
  await window.type('stage');
  await until('snippets', rows, (all) => all.some((one) => one.includes('Stage')));
  await window.press('Escape', 'Control+Shift+k');
  await window.goTo(3, 7);
  await window.type('    ');
  await window.command('Format Document');
  await until('the canonical form', () => window.text(), (text) => text.includes('client   app\n'));
  await window.shot('written');
}

async function preview(window) {
  await window.press('Control+k', 'v');
  const frame = await until('the preview', () => window.framed('#joist-box-shop'), (found) => Boolean(found.$$eval));
  if (!frame.$$eval) return;
  const marked = () => frame.$$eval('.followed', (all) => all.map((one) => one.id));
  await window.goTo(4, 11);
  await until('what is under the cursor', marked, (all) => all.join() === 'joist-box-lb');
  await window.goTo(5, 11);
  await until('what is under the cursor next', marked, (all) => all.join() === 'joist-box-shop');
  await window.shot('preview');
  await window.goTo(8, 1);
  await window.press('End', 'ArrowLeft', 'ArrowLeft');
  await window.type(' -> kafka');
  await until('a new box', () => frame.$$eval('g.joist-box', (all) => all.map((one) => one.id)), (all) => all.includes('joist-box-kafka'));
  await window.press('Escape');
  await frame.click('#joist-box-lb');
  await until('the line of a box', () => window.texts('.statusbar-item'), (all) => all.some((one) => /Ln 4, /.test(one)));

  await window.page.click('text=300/s at the peak');
  await until('what a lens explains', () => window.labels('.tab'), (all) => all.some((one) => one?.includes('flow.look.load')));
  await window.shot('explained');
}

async function notes(window) {
  await window.open('notes.md');
  await until('a wave in a fence', squiggles(window), (all) => all.length === 1);
  await window.page.click('.editor-instance .view-lines');
  await window.press('Control+Shift+v');
  const frame = await until('a fence drawn', () => window.framed('img[alt="System design"]'), (found) => Boolean(found.$eval));
  if (frame.$eval) check('the picture', await frame.$eval('img[alt="System design"]', (one) => one.naturalWidth > 100));
  await window.shot('notes');
}

async function main() {
  fs.writeFileSync(path.join(work, 'shop.joist'), design);
  fs.writeFileSync(path.join(work, 'notes.md'), '# Notes\n\n```joist\nclient -> lb -> api\nservice api { zons: 2 }\n```\n');
  fs.writeFileSync(settings, JSON.stringify({ 'joist.path': path.join(folder, 'nowhere', 'joist') }));
  fs.writeFileSync(path.join(folder, 'data', 'User', 'settings.json'), JSON.stringify({ 'files.autoSave': 'off', 'files.hotExit': 'off', 'workbench.startupEditor': 'none', 'editor.minimap.enabled': false }));
  const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(15000);
  const window = new Window(page);
  await window.open('shop.joist');
  for (const step of [missing, shown, colours, asked, written, preview, notes]) {
    await step(window).catch((error) => check(step.name, false, error.message));
    if (failed > 0) await window.shot(`failed-${step.name}`);
  }
  await browser.close();
  console.log(failed === 0 ? 'VS Code does all it should' : `${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
main().catch((error) => { console.log(error.stack); process.exit(1); });
