// The TextMate grammar, read by the library that VS Code reads it with, on the sheet of colours that
// all editors are tested with, and in a fence of Markdown: node vscode-grammar.js TOP PACKAGES.
'use strict';

const fs = require('fs');
const path = require('path');
const [top, packages] = process.argv.slice(2);
const from = (name) => require(require.resolve(name, { paths: [packages] }));
const textmate = from('vscode-textmate');
const oniguruma = from('vscode-oniguruma');

const syntaxes = path.join(top, 'editors/vscode/syntaxes');
const files = {
  'source.joist': path.join(syntaxes, 'joist.tmLanguage.json'),
  'markdown.joist.codeblock': path.join(syntaxes, 'markdown.tmLanguage.json'),
};
// As much of Markdown as an injection needs: paragraphs.
const markdown = { scopeName: 'text.html.markdown', patterns: [{ match: '[^\\n]+', name: 'meta.paragraph.markdown' }], repository: {} };

const sorts = {
  keyword: /^keyword\.(declaration|other)(?!\.unit)|^storage\.modifier/,
  arrow: /^keyword\.operator\.arrow/,
  kind: /^support\.type\.kind/,
  ownkind: /^entity\.name\.type/,
  type: /^support\.type\.joist/,
  attribute: /^support\.variable\.property/,
  member: /^variable\.other\.member/,
  quantity: /^variable\.other\.constant/,
  plaincolumn: /^variable\.other\.column/,
  constant: /^constant\.language/,
  rule: /^constant\.other\.rule/,
  number: /^constant\.numeric/,
  unit: /^keyword\.other\.unit/,
  figure: /^support\.variable\.figure/,
  function: /^support\.function/,
  string: /^string/,
  comment: /^comment/,
  plain: /^(source|variable\.other\.joist|entity\.name\.function)/,
};

let failed = 0;
function check(good, message) {
  if (good) return;
  failed += 1;
  console.log(`failed: ${message}`);
}

function scopeAt(tokens, column) {
  const token = tokens.find((one) => one.startIndex <= column && column < one.endIndex);
  return token ? token.scopes[token.scopes.length - 1] : 'source.joist';
}

function column(line, word, number) {
  let at = -1;
  for (let i = 0; i < number; ++i) at = line.indexOf(word, at + 1);
  return at;
}

function colours(grammar) {
  const sheet = fs.readFileSync(path.join(top, 'tests/editors/colours.joist'), 'utf8').split('\n').slice(2);
  let stack = textmate.INITIAL;
  let shown = { text: '', tokens: [] };
  sheet.forEach((text, index) => {
    const result = grammar.tokenizeLine(text, stack);
    stack = result.ruleStack;
    const said = /^\s*#\? (\S+) (\S+) ?(\d*)$/.exec(text);
    if (!said) {
      shown = { text, tokens: result.tokens, line: index + 3 };
      return;
    }
    const [, sort, word, number] = said;
    const scope = scopeAt(shown.tokens, column(shown.text, word, Number(number || 1)));
    check(sorts[sort].test(scope), `line ${shown.line}: \`${word}\` is ${scope}, expected ${sort}`);
  });
}

function fence(grammar) {
  let stack = textmate.INITIAL;
  const scopes = [];
  for (const line of ['text', '```joist', 'service api { replicas: 3 }', '```', 'service api']) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    scopes.push(result.tokens.map((token) => token.scopes.join(' ')));
  }
  check(scopes[2][0].includes('meta.embedded.block.joist') && scopes[2][0].includes('support.type.kind'), `a fence is ${scopes[2][0]}`);
  check(scopes[2].some((scope) => scope.includes('support.variable.property')), 'a fence has no attributes');
  check(!scopes[4][0].includes('joist'), 'a fence does not end');
}

// Every design gets through, and no line of it takes long.
function designs(grammar) {
  const folder = path.join(top, 'examples');
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.joist'))) {
    let stack = textmate.INITIAL;
    for (const line of fs.readFileSync(path.join(folder, name), 'utf8').split('\n')) {
      const result = grammar.tokenizeLine(line, stack, 1000);
      check(!result.stoppedEarly, `${name}: a line takes more than a second: ${line}`);
      stack = result.ruleStack;
    }
    check(stack.depth === 1, `${name}: a block is left open`);
  }
}

// What the server says of a word is coloured as the grammar colours it: nothing changes when it comes.
function meanings() {
  const grammar = fs.readFileSync(files['source.joist'], 'utf8');
  const { contributes } = JSON.parse(fs.readFileSync(path.join(top, 'editors/vscode/package.json'), 'utf8'));
  for (const scope of Object.values(contributes.semanticTokenScopes[0].scopes).flat()) {
    check(grammar.includes(`"name": "${scope}"`), `the grammar has no ${scope}`);
  }
}

async function main() {
  const wasm = require.resolve('vscode-oniguruma/release/onig.wasm', { paths: [packages] });
  await oniguruma.loadWASM(fs.readFileSync(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => (scope === 'text.html.markdown' ? markdown
      : files[scope] ? textmate.parseRawGrammar(fs.readFileSync(files[scope], 'utf8'), files[scope]) : null),
    getInjections: (scope) => (scope === 'text.html.markdown' ? ['markdown.joist.codeblock'] : undefined),
  });
  const grammar = await registry.loadGrammar('source.joist');
  colours(grammar);
  designs(grammar);
  meanings();
  fence(await registry.loadGrammar('text.html.markdown'));
  console.log(failed === 0 ? 'the grammar colours all as it should' : `${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
main();
