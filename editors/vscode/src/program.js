// Runs the program `joist` that the settings name.
'use strict';

const { execFile, execFileSync } = require('child_process');
const vscode = require('vscode');

function path() {
  return vscode.workspace.getConfiguration('joist').get('path', 'joist') || 'joist';
}

// Whether there is such a program at all. A server that cannot be started says less clearly why.
function isThere() {
  return new Promise((resolve) => {
    execFile(path(), ['--version'], { timeout: 10000 }, (error) => resolve(error?.code !== 'ENOENT' && error?.code !== 'EACCES'));
  });
}

// Resolves to the exit code and what was written; 2 where the program cannot be started.
function run(args, input) {
  return new Promise((resolve) => {
    const child = execFile(path(), args, { maxBuffer: 64 << 20, timeout: 30000 }, (error, output, errors) => {
      const started = !error || typeof error.code === 'number';
      resolve({ code: error ? (started ? error.code : 2) : 0, output, errors: started ? errors : error.message });
    });
    child.stdin.on('error', () => {}); // a program that is gone says so by its exit code
    child.stdin.end(input);
  });
}

// For those who cannot wait: the output, or null.
function runNow(args, input) {
  try {
    return execFileSync(path(), args, { input, timeout: 5000, maxBuffer: 64 << 20, stdio: ['pipe', 'pipe', 'ignore'] }).toString();
  } catch (error) {
    return error.status === 1 && error.stdout?.length ? error.stdout.toString() : null;
  }
}

module.exports = { path, isThere, run, runNow };
