// The extension: starts the language server, and adds what the protocol has no word for: the picture
// beside the text, pictures as files, the arithmetic behind a figure, designs in Markdown.
'use strict';

const vscode = require('vscode');
const { LanguageClient, TransportKind, State } = require('vscode-languageclient/node');
const program = require('./program');
const { Previews } = require('./preview');
const { forgetPictures, markdownPlugin } = require('./markdown');

let client = null;
let previews = null;
let missing = false; // the program is not there, and who opens a design has not been told

// A lens of the server names its commands; here they open windows instead of being sent back.
const fromLens = {
  'joist.preview': ([where]) => previews.open(vscode.Uri.parse(where.uri)),
  'joist.explain': ([where]) => explain(where.figure, vscode.Uri.parse(where.uri)),
};

// Where an attribute was chosen, what it takes is offered next.
function thenItsValues(offered) {
  for (const item of Array.isArray(offered) ? offered : offered?.items ?? []) {
    const text = item.insertText?.value ?? item.insertText;
    if (/: (\$0)?$/.test(text)) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return offered;
}

function newClient() {
  const command = program.path();
  return new LanguageClient(
    'joist',
    'Joist',
    { command, args: ['lsp'], transport: TransportKind.stdio },
    {
      documentSelector: [
        { scheme: 'file', language: 'joist' },
        { scheme: 'untitled', language: 'joist' },
        { scheme: 'file', language: 'markdown' },
      ],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/{*.joist,joist.toml}') },
      middleware: {
        executeCommand: (name, args, next) => (fromLens[name] ? fromLens[name](args) : next(name, args)),
        provideCompletionItem: async (document, position, context, token, next) => thenItsValues(await next(document, position, context, token)),
      },
    },
  );
}

// Commands that the server does not offer itself are registered here, so that no lens is dead.
const lensCommands = [];
function registerLensCommands() {
  while (lensCommands.length > 0) lensCommands.pop().dispose();
  const offered = client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
  for (const name of Object.keys(fromLens)) {
    if (offered.includes(name)) continue;
    lensCommands.push(vscode.commands.registerCommand(name, (...args) => fromLens[name](args)));
  }
}

function hasDesign() {
  return vscode.workspace.textDocuments.some((document) => document.languageId === 'joist');
}

// In a window on another machine it is that machine's program, and its settings.
function openSettings(query) {
  if (vscode.env.remoteName) vscode.commands.executeCommand('workbench.action.openRemoteSettings', { query });
  else vscode.commands.executeCommand('workbench.action.openSettings', query);
}

async function showTrouble(text) {
  const settings = 'Open Settings';
  const again = 'Try Again';
  const answer = await vscode.window.showErrorMessage(text, settings, again);
  if (answer === settings) openSettings('joist.path');
  if (answer === again) restart();
}

// Who only reads Markdown need not have the program, and is told nothing.
function tellThatItIsMissing() {
  if (!missing || !hasDesign()) return;
  missing = false;
  const name = program.path();
  showTrouble(`Joist needs the program \`${name}\`, which ${/[\\/]/.test(name) ? 'cannot be run' : 'is not on the PATH'}. Install it, or say in the setting \`joist.path\` where it is.`);
}

async function start() {
  missing = !(await program.isThere());
  if (missing) {
    tellThatItIsMissing();
    return;
  }
  client = newClient();
  try {
    await client.start();
    registerLensCommands();
  } catch (error) {
    if (hasDesign()) showTrouble(`The language server of Joist could not be started (\`${program.path()} lsp\`): ${error.message ?? error}`);
  }
  previews.refreshAll();
}

async function restart() {
  if (client && client.state === State.Running) await client.stop();
  await start();
  forgetPictures();
  await vscode.commands.executeCommand('markdown.preview.refresh');
}

function current() {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'joist') return document;
  vscode.window.showInformationMessage('Open a design first.');
  return null;
}

async function exportAs(format) {
  const document = current();
  if (!document) return;
  const beside = vscode.Uri.file(document.uri.fsPath.replace(/\.joist$/, '') + `.${format}`);
  // What has no file yet has no folder either.
  const folder = vscode.workspace.workspaceFolders?.[0];
  const target = await vscode.window.showSaveDialog({
    defaultUri: document.isUntitled && folder ? vscode.Uri.joinPath(folder.uri, beside.path.split('/').pop()) : beside,
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!target) return;
  const { code, errors } = await program.run(
    ['render', '-', target.fsPath, '--quiet', '--to', format, '--stdin-filename', document.uri.fsPath], document.getText());
  if (code > 1) vscode.window.showErrorMessage(errors.trim() || 'The design could not be drawn.');
  else vscode.window.showInformationMessage(`Written: ${target.fsPath}`);
}

// What stands behind a figure of the design or a rule, in a text beside it that nobody has to save.
const explanations = new Map();

async function explain(what, uri) {
  if (!client?.isRunning()) {
    showTrouble('The language server of Joist does not run.');
    return;
  }
  const asked = /^[a-z]+(-[a-z]+)*$/.test(what) ? { rule: what } : { figure: what };
  let answer;
  try {
    answer = await client.sendRequest('workspace/executeCommand',
      { command: 'joist.explain', arguments: [{ uri: uri.toString(), ...asked }] });
  } catch (error) {
    vscode.window.showErrorMessage(error.message ?? String(error));
    return;
  }
  const address = vscode.Uri.parse(`joist-explain:/${encodeURIComponent(what)}.md`);
  explanations.set(address.toString(), answer.text);
  const document = await vscode.workspace.openTextDocument(address);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
}

async function askWhatToExplain() {
  const document = current();
  if (!document) return;
  const editor = vscode.window.activeTextEditor;
  const range = document.getWordRangeAtPosition(editor.selection.active);
  const word = range ? document.getText(range) : '';
  const what = await vscode.window.showInputBox({
    title: 'Explain',
    prompt: 'A figure of the design, as in `api.load` or `read.p99`, or a rule, as in `overload`',
    value: word && !word.includes('.') ? `${word}.load` : word,
  });
  if (what) await explain(what.trim(), document.uri);
}

async function activate(context) {
  previews = new Previews(context, () => client);
  const commands = {
    'joist.openPreview': () => {
      const document = current();
      if (document) previews.open(document.uri);
    },
    'joist.exportSvg': () => exportAs('svg'),
    'joist.exportPng': () => exportAs('png'),
    'joist.explainFigure': askWhatToExplain,
    'joist.restartServer': restart,
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  }
  context.subscriptions.push(
    previews,
    vscode.workspace.registerTextDocumentContentProvider('joist-explain',
      { provideTextDocumentContent: (address) => explanations.get(address.toString()) ?? '' }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('joist.path')) restart();
    }),
    vscode.workspace.onDidOpenTextDocument(tellThatItIsMissing),
  );
  await start();
  return { extendMarkdownIt: markdownPlugin };
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
