// The bundled extension with the real client library and the real server, in a stub of VS Code:
// JOIST=program node vscode-client.js EXTENSION_FOLDER WORK_FOLDER.
'use strict';

const fs = require('fs');
const path = require('path');
const Module = require('module');
const [extensionFolder, workFolder] = process.argv.slice(2);
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  return name === 'vscode' ? path.join(__dirname, 'vscode-stub.js') : resolve.call(this, name, ...rest);
};
const vscode = require('vscode');
const extension = require(path.join(extensionFolder, 'dist/extension.js'));
const { test } = vscode;

let failed = 0;
function check(what, good, seen) {
  if (good) return;
  failed += 1;
  console.log(`failed: ${what}${seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`);
}

async function until(what, ready) {
  for (let i = 0; i < 400; ++i) {
    const value = await ready();
    if (value) return value;
    await new Promise((done) => setTimeout(done, 25));
  }
  check(`${what} within 10 seconds`, false, test.messages);
  return undefined;
}

const text = 'client -> lb -> api\nservice api { replicas: 3, zons: 2 }\n';
const uri = vscode.Uri.file(path.join(workFolder, 'shop.joist'));
const document = new test.Document(uri, 'joist', text);

function edit(next) {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const change = { range: whole, rangeLength: document.text.length, rangeOffset: 0, text: next };
  document.text = next;
  document.version += 1;
  test.events.didChangeTextDocument.fire({ document, contentChanges: [change], reason: undefined });
}

function select(line, character) {
  const place = new vscode.Position(line, character);
  vscode.window.activeTextEditor.selection = new vscode.Selection(place, place);
  test.events.selection.fire({ textEditor: vscode.window.activeTextEditor });
}

async function findings() {
  const list = await until('findings', () => test.diagnostics.get(uri.toString())?.find((one) => one.message.includes('zons')));
  check('place of a finding', list?.range.start.line === 1 && list.range.start.character === 27, list?.range);
  for (const feature of ['registerHoverProvider', 'registerCompletionItemProvider', 'registerRenameProvider', 'registerCodeActionsProvider', 'registerDocumentFormattingEditProvider']) {
    check(feature, test.providers.has(feature), [...test.providers.keys()]);
  }
}

async function preview() {
  await vscode.commands.executeCommand('joist.openPreview');
  const panel = test.panels[0];
  check('a panel', panel !== undefined);
  check('scripts only by their nonce', /script-src 'nonce-[0-9a-f]{32}'/.test(panel.webview.html), panel.webview.html);
  edit('client -> lb -> api\nservice api { replicas: 3, zones: 2 }\n');
  panel.received.fire({ kind: 'ready' });
  const pictures = () => panel.posted.filter((message) => message.kind === 'picture');
  const last = () => pictures()[pictures().length - 1];
  await until('a picture', () => last()?.svg?.includes('joist-box-api'));
  check('fresh', last()?.stale === false, last()?.stale);
  edit('client -> lb -> shop\n');
  await until('a new picture', () => last()?.svg?.includes('joist-box-shop'));
  const count = pictures().length;
  edit('client -> lb -> shop\nservice {{{{ "\n');
  await until('an answer to a broken text', () => pictures().length > count);
  check('the last good picture is kept, and marked', last().stale && last().svg?.includes('joist-box-shop'), last());
  const answered = pictures().length;
  edit('client -> lb -> shop\nservice shop { replicas: 2 }\n');
  await until('places', () => pictures().length > answered && last().stale === false);
  select(1, 10);
  const follow = panel.posted.filter((message) => message.kind === 'follow');
  check('the cursor is followed', follow[follow.length - 1]?.element === 'joist-box-shop', follow);
  panel.received.fire({ kind: 'picked', element: 'joist-box-shop' });
  await until('the source of a box', () => test.shown);
  check('its line', test.shown?.options.selection.start.line === 1, test.shown?.options);
  vscode.window.activeColorTheme.kind = 2;
  const light = last().svg;
  test.events.colorTheme.fire({});
  await until('dark colours', () => last()?.svg && last().svg !== light);
  await vscode.commands.executeCommand('joist.openPreview');
  check('one panel a design', test.panels.length === 1 && panel.revealed);
}

async function lenses() {
  for (const name of ['joist.preview', 'joist.explain']) check(name, test.commands.has(name));
  test.panels[0].revealed = false;
  await vscode.commands.executeCommand('joist.preview', { uri: uri.toString() });
  check('a lens opens the preview', test.panels[0].revealed && test.panels.length === 1);
}

async function files() {
  test.target = vscode.Uri.file(path.join(workFolder, 'out.svg'));
  await vscode.commands.executeCommand('joist.exportSvg');
  check('SVG', fs.existsSync(test.target.fsPath) && fs.readFileSync(test.target.fsPath, 'utf8').includes('joist-box-shop'), test.messages);
  test.target = vscode.Uri.file(path.join(workFolder, 'out.png'));
  await vscode.commands.executeCommand('joist.exportPng');
  check('PNG', fs.existsSync(test.target.fsPath) && fs.readFileSync(test.target.fsPath).subarray(1, 4).toString() === 'PNG', test.messages);
  test.input = 'overload';
  await vscode.commands.executeCommand('joist.explainFigure');
  check('a rule is explained', test.shown?.document.text.includes('capacity'), test.messages);
}

function markdown(api) {
  const md = { renderer: { rules: { fence: () => 'plain' } } };
  api.extendMarkdownIt(md);
  const fence = (info, content) => md.renderer.rules.fence([{ info, content }], 0);
  const image = /base64,([^"]+)/.exec(fence('joist', 'client -> lb\n'));
  check('a fence of Markdown', image && Buffer.from(image[1], 'base64').toString().includes('<svg'));
  check('another fence', fence('js', 'x') === 'plain');
  check('a fence to be left alone', fence('joist ignore', 'client -> lb\n') === 'plain');
}

// Said once, and only to those who have a design open.
async function missing() {
  test.settings['joist.path'] = path.join(workFolder, 'nowhere', 'joist');
  const before = test.messages.length;
  await vscode.commands.executeCommand('joist.restartServer');
  const told = test.messages.slice(before);
  check('a program that is missing', told.length === 1 && /^error: .*cannot be run.*joist\.path/.test(told[0]), told);
  test.events.didOpenTextDocument.fire(document);
  check('said once', test.messages.length === before + 1, test.messages.slice(before));
}

async function main() {
  fs.writeFileSync(uri.fsPath, text);
  vscode.workspace.textDocuments.push(document);
  vscode.window.activeTextEditor = { document, selection: new vscode.Selection(new vscode.Position(0, 0), new vscode.Position(0, 0)) };
  const context = { subscriptions: [], extensionUri: vscode.Uri.file(extensionFolder), asAbsolutePath: (name) => path.join(extensionFolder, name) };
  const api = await extension.activate(context);
  await findings();
  await preview();
  await lenses();
  await files();
  markdown(api);
  await vscode.commands.executeCommand('joist.restartServer');
  await until('findings of the restarted server', () => test.diagnostics.has(uri.toString()));
  check('no trouble', !test.messages.some((message) => message.startsWith('error') || message.startsWith('log')), test.messages);
  await missing();
  await extension.deactivate();
  console.log(failed === 0 ? 'the extension does all it should' : `${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
main().catch((error) => { console.log(error.stack); process.exit(1); });
