// The picture beside the text, drawn by the language server: one panel a design, which keeps its zoom
// and place, marks what stands under the cursor, and leads from a box back to its line.
'use strict';

const crypto = require('crypto');
const vscode = require('vscode');

const pause = 60; // milliseconds without a keystroke before a picture is asked for

class Previews {
  constructor(context, client) {
    this.context = context;
    this.client = client;
    this.panels = new Map(); // by the design's address
    this.listeners = [
      vscode.workspace.onDidChangeTextDocument((event) => this.changed(event.document.uri)),
      vscode.workspace.onDidSaveTextDocument(() => this.refreshAll()), // it may be imported
      vscode.window.onDidChangeTextEditorSelection((event) => this.follow(event.textEditor)),
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
    if (!client?.isRunning()) return;
    const number = ++preview.asked;
    let answer = null;
    try {
      answer = await client.sendRequest('workspace/executeCommand',
        { command: 'joist.preview', arguments: [{ uri: preview.uri.toString() }] });
    } catch (error) {
      client.error('no preview', error, false);
    }
    if (number !== preview.asked || !this.panels.has(preview.uri.toString())) return;
    const svg = typeof answer === 'string' ? answer : answer?.svg;
    preview.places = answer?.places ?? [];
    preview.panel.webview.postMessage({ kind: 'picture', svg: svg || null, stale: !svg || Boolean(answer?.stale) });
    const editor = vscode.window.activeTextEditor;
    if (editor) this.follow(editor);
  }

  // Names of boxes stand in their identifiers, as the picture's own.
  follow(editor) {
    const preview = this.panels.get(editor.document.uri.toString());
    if (!preview || !vscode.workspace.getConfiguration('joist').get('preview.followCursor', true)) return;
    const range = editor.document.getWordRangeAtPosition(editor.selection.active, /[\p{L}_][\p{L}\p{M}\p{N}_.]*/u);
    preview.panel.webview.postMessage({ kind: 'follow', name: range ? editor.document.getText(range) : '' });
  }

  async received(preview, message) {
    if (message.kind === 'ready') await this.refresh(preview);
    if (message.kind === 'picked') await this.showSource(preview, message.id, message.name);
  }

  // The line where a box or arrow of the picture stands: as the server has it, else by its name.
  async showSource(preview, id, name) {
    const place = this.placeOf(preview, id) ?? (await this.symbol(preview, name));
    if (!place) return;
    const document = await vscode.workspace.openTextDocument(place.uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection: place.range });
  }

  placeOf(preview, id) {
    const found = preview.places.find?.((place) => place.element === id) ?? preview.places[id];
    if (!found?.range) return null;
    const { start, end } = found.range;
    return {
      uri: found.uri ? vscode.Uri.parse(found.uri) : preview.uri,
      range: new vscode.Range(start.line, start.character, end.line, end.character),
    };
  }

  async symbol(preview, name) {
    const symbols = (await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', preview.uri)) ?? [];
    const wanted = name.split('.').pop();
    const search = (list) => {
      for (const one of list) {
        if (one.name === name || one.name === wanted) return one;
        const inner = search(one.children ?? []);
        if (inner) return inner;
      }
      return null;
    };
    const found = search(symbols);
    return found ? { uri: preview.uri, range: found.selectionRange ?? found.location.range } : null;
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
