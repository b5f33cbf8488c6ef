#!/usr/bin/env node
// Plain JavaScript for any Node from 20 on: it only finds the pinned Node and hands over to it.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const project = path.resolve(path.dirname(realpathSync(fileURLToPath(import.meta.url))), '..', '..', '..');
const main = path.join(project, 'apps', 'cli', 'main.ts');
const pinned = path.join(project, 'node_modules', '.bin', 'node');

const major = Number(process.versions.node.split('.')[0]);
const node = existsSync(pinned) ? pinned : major >= 24 ? process.execPath : undefined;
if (node === undefined) {
  console.error(
    `interlock needs Node 24, and this is ${process.version}.\n→ Run \`npm ci\` in ${project}: it brings the right one.`,
  );
  process.exit(1);
}

const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C in a terminal reaches the child by itself; it decides when we end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', (error) => {
  console.error(`interlock could not start ${node}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
