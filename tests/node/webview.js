// Tries the page of VS Code's preview in a headless Chromium: it keeps its place and zoom, marks what
// the cursor names, keeps the last good picture, and says which box was clicked.
//   node webview.js JOIST TOP FOLDER_OF_NODE_MODULES
const assert = require('assert');
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const [joist, top, modules] = process.argv.slice(2).map((each) => path.resolve(each));
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = browsers.find((file) => fs.existsSync(file));
if (!browser) {
  console.log('skipped: Chromium is not installed');
  process.exit(77);
}
const { chromium } = require(path.join(modules, 'node_modules', 'playwright-core'));
const extension = path.join(top, 'editors', 'vscode');

// The page as the extension writes it, with its style and script in it.
function html() {
  const source = fs.readFileSync(path.join(extension, 'src', 'preview.js'), 'utf8');
  const body = /<body>([\s\S]*?)<script/.exec(source)[1];
  const style = fs.readFileSync(path.join(extension, 'media', 'preview.css'), 'utf8');
  return `<!doctype html><html><head><style>${style}</style></head><body class="vscode-light">${body}</body></html>`;
}

const drawn = (text) => execFileSync(joist, ['render', '-', '-', '--quiet', '--to', 'svg'], { input: text }).toString();
const chain = (names) => `${names.join(' -> ')}\n`;
const long = ['client', 'lb', ...Array.from({ length: 18 }, (_, i) => `step_${i}`), 'postgres'];

async function main() {
  const page = await (await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] })).newPage({ viewport: { width: 500, height: 400 } });
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.setContent(html());
  await page.evaluate(() => {
    window.said = [];
    window.kept = undefined;
    window.acquireVsCodeApi = () => ({ postMessage: (message) => window.said.push(message), getState: () => window.kept, setState: (state) => { window.kept = state; } });
  });
  await page.addScriptTag({ path: path.join(extension, 'media', 'preview.js') });
  const post = async (message) => {
    await page.evaluate((data) => window.dispatchEvent(new MessageEvent('message', { data })), message);
    await page.waitForTimeout(30);
  };
  const place = () => page.evaluate(() => ({ top: document.getElementById('board').scrollTop, zoom: document.getElementById('fit').textContent, width: Number(document.querySelector('#picture svg').getAttribute('width')) }));
  assert.deepStrictEqual(await page.evaluate(() => window.said), [{ kind: 'ready' }]);

  await post({ kind: 'picture', svg: drawn(chain(long)), stale: false });
  assert.ok(await page.$('#joist-box-postgres'));
  await page.click('#in');
  await page.click('#in');
  await page.evaluate(() => document.getElementById('board').scrollTo(0, 300));
  const before = await place();
  assert.strictEqual(before.top, 300);
  await post({ kind: 'picture', svg: drawn(chain([...long.slice(0, 5), 'added', ...long.slice(5)])), stale: false });
  assert.ok(await page.$('#joist-box-added'));
  const after = await place();
  assert.deepStrictEqual([after.top, after.zoom], [before.top, before.zoom], 'a new picture moves or zooms');
  assert.strictEqual((await page.evaluate(() => window.kept)).top, 300, 'the place is not kept for later');

  await post({ kind: 'follow', element: 'joist-box-postgres' });
  const followed = await page.$('#joist-box-postgres.followed');
  assert.ok(followed, 'the box is not marked');
  const box = await followed.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 400, 'the box is not brought into view');
  await post({ kind: 'follow', element: '' });
  assert.strictEqual(await page.$('.followed'), null);

  await post({ kind: 'picture', svg: null, stale: true });
  assert.ok(await page.$('#joist-box-postgres'), 'the last good picture is gone');
  assert.ok(await page.$('#picture.stale'));
  assert.match(await page.textContent('#notice'), /last picture/);
  await post({ kind: 'picture', svg: drawn(chain(long)), stale: false });
  assert.strictEqual(await page.$('#picture.stale'), null);

  await page.evaluate(() => document.getElementById('board').scrollTo(0, 0));
  await page.click('#joist-box-lb');
  assert.deepStrictEqual((await page.evaluate(() => window.said)).pop(), { kind: 'picked', element: 'joist-box-lb' });
  await page.click('#fit');
  assert.ok((await place()).width <= 500, 'it does not fit');
  // A text in which something was smuggled is not run.
  await post({ kind: 'picture', svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="window.bad = 1"><script>window.bad = 1</script></svg>', stale: false });
  assert.strictEqual(await page.evaluate(() => window.bad), undefined);
  assert.deepStrictEqual(problems, []);
  console.log('the page of the preview does what it should');
  process.exit(0);
}
main().catch((error) => { console.log(error.stack); process.exit(1); });
