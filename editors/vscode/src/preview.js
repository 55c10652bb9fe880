// The picture beside the text, drawn by the language server: one panel a design, which keeps its zoom
// and place, marks what stands under the cursor, and leads from a box back to its line.
'use strict';

const crypto = require('crypto');
const vscode = require('vscode');

const pause = 60; // milliseconds without a keystroke before a picture is asked for

function theme() {
  const kinds = vscode.ColorThemeKind;
  const kind = vscode.window.activeColorTheme.kind;
  return kind === kinds.Light || kind === kinds.HighContrastLight ? 'light' : 'dark';
}

// Two ways to write one address: percent signs where one needs them and the other does not.
function sameFile(a, b) {
  return a === b || decodeURIComponent(a ?? '') === decodeURIComponent(b);
}

function holds({ start, end }, { line, character }) {
  const after = line > start.line || (line === start.line && character >= start.character);
  return after && (line < end.line || (line === end.line && character <= end.character));
}

class Previews {
  constructor(context, client) {
    this.context = context;
    this.client = client;
    this.panels = new Map(); // by the design's address
    this.listeners = [
      vscode.workspace.onDidChangeTextDocument((event) => this.changed(event.document.uri)),
      vscode.workspace.onDidSaveTextDocument(() => this.refreshAll()), // it may be imported
      vscode.window.onDidChangeTextEditorSelection((event) => this.follow(event.textEditor)),
      vscode.window.onDidChangeActiveColorTheme(() => this.refreshAll()),
    ];
  }

  open(uri) {
    const key = uri.toString();
    const known = this.panels.get(key);
    if (known) {
      known.panel.reveal(undefined, true);
      return known;
    }
    const name = uri.path.split('/').pop();
    const panel = vscode.window.createWebviewPanel(
      'joist.preview', `Preview ${name}`, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [vscode.Uri.joinPath(this.context.extensionUri, 'media')] });
    panel.iconPath = vscode.Uri.joinPath(this.context.extensionUri, 'media', 'icon.png');
    const preview = { uri, panel, places: [], timer: null, asked: 0 };
    this.panels.set(key, preview);
    panel.onDidDispose(() => this.panels.delete(key));
    panel.webview.onDidReceiveMessage((message) => this.received(preview, message));
    panel.webview.html = this.page(panel.webview);
    return preview;
  }

  changed(uri) {
    const preview = this.panels.get(uri.toString());
    if (!preview) return;
    clearTimeout(preview.timer);
    preview.timer = setTimeout(() => this.refresh(preview), pause);
  }

  refreshAll() {
    for (const preview of this.panels.values()) this.refresh(preview);
  }

  // A text that cannot be drawn leaves the last good picture, marked as such.
  async refresh(preview) {
    const client = this.client();
    if (!client?.isRunning()) {
      preview.panel.webview.postMessage({ kind: 'picture', svg: null, stale: true, trouble: 'The language server of Joist does not run.' });
      return;
    }
    const number = ++preview.asked;
    let answer = null;
    try {
      answer = await client.sendRequest('workspace/executeCommand',
        { command: 'joist.preview', arguments: [{ uri: preview.uri.toString(), theme: theme() }] });
    } catch (error) {
      if (client.isRunning()) client.error('no preview', error, false);
    }
    if (number !== preview.asked || !this.panels.has(preview.uri.toString())) return;
    preview.places = answer?.places ?? preview.places;
    preview.panel.webview.postMessage({
      kind: 'picture', svg: answer?.svg || null, stale: !answer?.svg || Boolean(answer.stale), trouble: answer?.trouble ?? '',
    });
    const editor = vscode.window.activeTextEditor;
    if (editor) this.follow(editor);
  }

  // What the word under the cursor names, else what is declared where the cursor stands.
  elementAt(preview, document, position) {
    const range = document.getWordRangeAtPosition(position, /[\p{L}_][\p{L}\p{M}\p{N}_.]*/u);
    const word = range ? document.getText(range) : '';
    const named = preview.places.find((place) => place.name === word) ??
      preview.places.find((place) => word && place.name?.endsWith(`.${word}`));
    if (named) return named.element;
    const uri = document.uri.toString();
    const around = preview.places.filter((place) => sameFile(place.uri, uri) && holds(place.range, position));
    around.sort((a, b) => (a.range.end.line - a.range.start.line) - (b.range.end.line - b.range.start.line));
    return around[0]?.element ?? '';
  }

  follow(editor) {
    const preview = this.panels.get(editor.document.uri.toString());
    if (!preview || !vscode.workspace.getConfiguration('joist').get('preview.followCursor', true)) return;
    const element = this.elementAt(preview, editor.document, editor.selection.active);
    preview.panel.webview.postMessage({ kind: 'follow', element });
  }

  async received(preview, message) {
    if (message.kind === 'ready') await this.refresh(preview);
    if (message.kind === 'picked') await this.showSource(preview, message.element);
  }

  // The line where a box or arrow of the picture stands.
  async showSource(preview, element) {
    const place = preview.places.find((one) => one.element === element);
    if (!place) return;
    const { start, end } = place.range;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.One,
      selection: new vscode.Range(start.line, start.character, end.line, end.character),
    });
  }

  page(webview) {
    const nonce = crypto.randomBytes(16).toString('hex');
    const media = (file) => webview.asWebviewUri(vscode.Uri.joinPath(this.context.extensionUri, 'media', file));
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src ${webview.cspSource} 'unsafe-inline'; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="${media('preview.css')}">
</head>
<body>
<div id="board" tabindex="0" aria-label="The picture"><div id="picture"></div></div>
<div id="notice" role="status" hidden></div>
<div id="zoom" role="group" aria-label="Zoom"><button id="out" aria-label="Smaller">−</button><button id="fit">100%</button><button id="in" aria-label="Larger">+</button></div>
<script nonce="${nonce}" src="${media('preview.js')}"></script>
</body>
</html>`;
  }

  dispose() {
    for (const listener of this.listeners) listener.dispose();
    for (const preview of this.panels.values()) preview.panel.dispose();
  }
}

module.exports = { Previews };
