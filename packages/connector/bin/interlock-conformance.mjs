#!/usr/bin/env node
// In its repository the kit is TypeScript, which Node runs directly from 22.18 on; there, an older Node hands over to
// the one that the `node` package brings. As it is packed it is JavaScript.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const command = import.meta.resolve('@interlock/connector/command');
if (!command.endsWith('.ts') || major > 22 || (major === 22 && minor >= 18)) {
  const { main } = await import(command);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const newer = findNewerNode();
  if (newer === undefined) {
    process.stderr.write(
      'interlock-conformance needs Node 22.18 or newer, or the npm package `node` beside it.\n',
    );
    process.exitCode = 2;
  } else {
    const child = spawnSync(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    process.exitCode = child.status ?? 2;
  }
}

function findNewerNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    return path.join(path.dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}
