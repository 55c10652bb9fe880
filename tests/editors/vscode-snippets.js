// The snippets of the extension, filled in with what they propose, are designs without errors:
// node vscode-snippets.js TOP JOIST.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const [top, joist] = process.argv.slice(2);
const snippets = JSON.parse(fs.readFileSync(path.join(top, 'editors/vscode/snippets/joist.json'), 'utf8'));

function filled(body) {
  const values = new Map();
  return body.join('\n')
    .replace(/\$\{(\d+)(?::([^}]*)|\|([^,|]*)[^}]*)\}/g, (_, number, value, choice) => {
      values.set(number, value ?? choice);
      return value ?? choice;
    })
    .replace(/\$(\d+)/g, (_, number) => values.get(number));
}

// What the snippets speak of besides themselves.
const others = {
  Allowance: null, // its rule and component are yours
  'Cache beside the way': 'redis cache { hit: 90% }\n',
  Need: 'flow read @ 5 rps { client -> api }\n',
  Decision: 'reads = 5k/s\n',
  Stage: 'dau = 1M users\n',
  Table: 'postgres db\n',
};
let failed = 0;
for (const [name, snippet] of Object.entries(snippets)) {
  if (others[name] === null) continue;
  const text = `${others[name] ?? ''}${filled(snippet.body)}\n`;
  const { stdout } = spawnSync(joist, ['check', '-', '--format', 'json'], { input: text, encoding: 'utf8' });
  for (const finding of JSON.parse(stdout).findings.filter((one) => one.severity === 'error' && !['overload', 'missed-need'].includes(one.rule))) {
    console.log(`failed: ${name}: ${finding.message}\n${text}`);
    failed += 1;
  }
}
if (failed === 0) console.log('the snippets are designs');
process.exit(failed === 0 ? 0 : 1);
