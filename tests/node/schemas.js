// Validates SARIF, findings and results of all examples: the published SARIF 2.1.0 schema and ours.
//   node schemas.js JOIST TOP FOLDER_OF_NODE_MODULES
const { execFileSync } = require('child_process');
const { readFileSync, readdirSync, statSync } = require('fs');
const path = require('path');

const [joist, top, modules] = process.argv.slice(2).map((each) => path.resolve(each));
const load = (name) => require(path.join(modules, 'node_modules', name));
const Ajv = load('ajv/dist/2020').default;
const read = (file) => JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));

const ajv = new Ajv({ strict: false, allErrors: true });
load('ajv-formats')(ajv);
ajv.addSchema(read(path.join(top, 'docs/findings.schema.json')));
const validators = {
  sarif: ajv.compile(read(path.join(
      modules, 'node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json'))),
  findings: ajv.getSchema('https://joist.invalid/findings.schema.json'),
  results: ajv.compile(read(path.join(top, 'docs/results.schema.json'))),
};

function designs(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return designs(file);
    return name.endsWith('.joist') ? [file] : [];
  });
}

// Findings make the program exit with 1, which is no failure here.
function run(words) {
  try {
    return execFileSync(joist, words, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status === 1) return error.stdout;
    throw error;
  }
}

let failures = 0, checked = 0;
function check(kind, file, words) {
  const validate = validators[kind];
  ++checked;
  if (validate(JSON.parse(run(words)))) return;
  ++failures;
  for (const error of validate.errors.slice(0, 5)) {
    console.log(`${file}: ${kind}: ${error.instancePath} ${error.message}`);
  }
}

// A validator that accepts anything would hide every fault.
if (validators.sarif({ version: '2.1.0', runs: [{ tool: {} }] }) || validators.results({ version: 1 })) {
  console.log('a validator accepts what is broken');
  process.exit(1);
}

for (const folder of ['examples', 'tests/cases']) {
  for (const file of designs(path.join(top, folder))) {
    check('sarif', file, ['check', file, '--format', 'sarif']);
    check('findings', file, ['check', file, '--format', 'json']);
    check('results', file, ['analyze', file, '--format', 'json']);
  }
}
console.log(`${checked} outputs validated, ${failures} do not fit their schema`);
process.exit(failures || !checked ? 1 : 0);
