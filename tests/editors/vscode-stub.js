// As much of the `vscode` module as the extension and the client library need to run in plain node:
// documents and commands are real, all else answers politely.
'use strict';

// Anything: can be called, made, and asked for any member.
function anything(name) {
  return new Proxy(function () {}, {
    get(target, key) {
      if (key in target) return target[key];
      if (key === Symbol.toPrimitive) return () => name;
      if (key === 'then') return undefined;
      target[key] = anything(`${name}.${String(key)}`);
      return target[key];
    },
    apply: () => anything(`${name}()`),
    construct: () => anything(`new ${name}`),
  });
}

class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self) => {
      const bound = self ? listener.bind(self) : listener;
      this.listeners.add(bound);
      return new Disposable(() => this.listeners.delete(bound));
    };
  }
  fire(value) { for (const listener of [...this.listeners]) listener(value); }
  dispose() { this.listeners.clear(); }
}
class Disposable {
  constructor(end) { this.end = end; }
  dispose() { this.end?.(); }
  static from(...all) { return new Disposable(() => all.forEach((one) => one.dispose())); }
}
class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
}
class Range {
  constructor(a, b, c, d) {
    this.start = typeof a === 'number' ? new Position(a, b) : a;
    this.end = typeof a === 'number' ? new Position(c, d) : b;
  }
}
class Selection extends Range {
  constructor(start, end) {
    super(start, end);
    this.active = this.end;
  }
}
class Diagnostic {
  constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}
class Uri {
  constructor(scheme, path) { Object.assign(this, { scheme, path, fsPath: path, authority: '', query: '', fragment: '' }); }
  toString() { return `${this.scheme}://${encodeURI(this.path)}`; }
  with(change) { return new Uri(change.scheme ?? this.scheme, change.path ?? this.path); }
  static file(path) { return new Uri('file', path); }
  static parse(text) {
    const [, scheme, path] = /^([\w.-]+):(?:\/\/)?(.*)$/.exec(text);
    return new Uri(scheme, decodeURI(path));
  }
  static joinPath(base, ...parts) { return new Uri(base.scheme, [base.path.replace(/\/$/, ''), ...parts].join('/')); }
}

class Document {
  constructor(uri, languageId, text) {
    Object.assign(this, { uri, languageId, text, version: 1, isClosed: false, isUntitled: false, fileName: uri.fsPath, eol: 1, isDirty: false });
  }
  getText(range) {
    if (!range) return this.text;
    return this.text.split('\n')[range.start.line].slice(range.start.character, range.end.character);
  }
  get lineCount() { return this.text.split('\n').length; }
  getWordRangeAtPosition(position, pattern = /[\p{L}_][\p{L}\p{M}\p{N}_]*/u) {
    const line = this.text.split('\n')[position.line] ?? '';
    for (const word of line.matchAll(new RegExp(pattern.source, 'gu'))) {
      const end = word.index + word[0].length;
      if (word.index <= position.character && position.character <= end) {
        return new Range(position.line, word.index, position.line, end);
      }
    }
    return undefined;
  }
}

const events = {};
const on = (name) => (events[name] ??= new EventEmitter()).event;
const settings = { 'joist.path': process.env.JOIST, 'joist.preview.followCursor': true };
const commands = new Map();
const diagnostics = new Map();
const panels = [];
const messages = [];
const providers = new Map();
const contents = new Map(); // by scheme, who has the texts of it

function panel(viewType, title) {
  const received = new EventEmitter();
  const disposed = new EventEmitter();
  const made = {
    viewType, title, posted: [], received,
    webview: {
      html: '', cspSource: 'vscode-resource:', asWebviewUri: (uri) => uri,
      postMessage: async (message) => { made.posted.push(message); return true; },
      onDidReceiveMessage: received.event,
    },
    onDidDispose: disposed.event,
    reveal() { made.revealed = true; },
    dispose() { disposed.fire(); },
  };
  panels.push(made);
  return made;
}

const said = (kind) => async (text) => { messages.push(`${kind}: ${text}`); return undefined; };
const quiet = { append() {}, appendLine() {}, show() {}, dispose() {}, clear() {}, info() {}, warn() {}, debug() {}, trace() {},
  error(...words) { messages.push(`log: ${words.join(' ')}`); }, onDidChangeLogLevel: on('logLevel'), logLevel: 3, name: 'joist' };

const api = {
  version: '1.110.0',
  EventEmitter, Disposable, Position, Range, Selection, Diagnostic, Uri,
  CancellationTokenSource: class { constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: on('never') }; } cancel() {} dispose() {} },
  CancellationError: class extends Error {},
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  ViewColumn: { One: 1, Beside: -2 },
  env: { appName: 'stub', language: 'en', clipboard: {}, onDidChangeTelemetryEnabled: on('telemetry') },
  ColorThemeKind: { Light: 1, Dark: 2, HighContrast: 3, HighContrastLight: 4 },
  window: {
    activeColorTheme: { kind: 1 }, onDidChangeActiveColorTheme: on('colorTheme'),
    activeTextEditor: undefined, visibleTextEditors: [], tabGroups: { all: [], onDidChangeTabs: on('tabs'), onDidChangeTabGroups: on('tabGroups') },
    createOutputChannel: () => quiet, createWebviewPanel: panel,
    onDidChangeActiveTextEditor: on('editor'), onDidChangeVisibleTextEditors: on('editors'),
    onDidChangeTextEditorSelection: on('selection'), onDidChangeWindowState: on('window'),
    showErrorMessage: said('error'), showInformationMessage: said('information'), showWarningMessage: said('warning'),
    showSaveDialog: async () => api.test.target, showInputBox: async (asked) => { messages.push(`asked: ${asked.value}`); return api.test.input; },
    showTextDocument: async (document, options) => { api.test.shown = { document, options }; },
  },
  workspace: {
    textDocuments: [], workspaceFolders: [], name: 'w', notebookDocuments: [], fs: {},
    getConfiguration: (section) => ({ get: (key, otherwise) => settings[section ? `${section}.${key}` : key] ?? otherwise, has: () => false }),
    createFileSystemWatcher: () => ({ onDidCreate: on('x'), onDidChange: on('x'), onDidDelete: on('x'), dispose() {} }),
    registerTextDocumentContentProvider: (scheme, provider) => { contents.set(scheme, provider); return new Disposable(); }, asRelativePath: (path) => path,
    openTextDocument: async (what) => (contents.has(what.scheme) ? new Document(what, 'markdown', contents.get(what.scheme).provideTextDocumentContent(what))
      : api.workspace.textDocuments.find((one) => one.uri.toString() === what.toString())),
    ...Object.fromEntries(['OpenTextDocument', 'CloseTextDocument', 'ChangeTextDocument', 'SaveTextDocument', 'ChangeConfiguration',
      'ChangeWorkspaceFolders', 'CreateFiles', 'RenameFiles', 'DeleteFiles', 'OpenNotebookDocument', 'CloseNotebookDocument',
      'ChangeNotebookDocument', 'SaveNotebookDocument', 'GrantWorkspaceTrust'].map((name) => [`onDid${name}`, on(`did${name}`)])),
    ...Object.fromEntries(['SaveTextDocument', 'CreateFiles', 'RenameFiles', 'DeleteFiles'].map((name) => [`onWill${name}`, on(`will${name}`)])),
  },
  languages: new Proxy({
    match: (selector, document) => ([selector].flat().some((one) => (one.language ?? one) === document.languageId) ? 10 : 0),
    createDiagnosticCollection: () => ({ set: (uri, list) => diagnostics.set(uri.toString(), list ?? []), delete: (uri) => diagnostics.delete(uri.toString()), clear() {}, dispose() {}, has: () => false, get: () => [] }),
  }, {
    get: (target, key) => target[key] ?? (String(key).startsWith('register')
      ? (...args) => { providers.set(key, args); return new Disposable(() => providers.delete(key)); } : anything(`languages.${String(key)}`)),
  }),
  commands: {
    registerCommand(name, run) {
      if (commands.has(name)) throw new Error(`command '${name}' already exists`);
      commands.set(name, run);
      return new Disposable(() => commands.delete(name));
    },
    executeCommand: async (name, ...args) => commands.get(name)?.(...args),
  },
  extensions: { getExtension: () => undefined, onDidChange: on('extensions') },
  test: { Document, events, settings, commands, diagnostics, panels, messages, providers, target: undefined, input: undefined, shown: undefined },
};

module.exports = new Proxy(api, {
  get(target, key) {
    if (!(key in target)) target[key] = anything(String(key));
    return target[key];
  },
});
