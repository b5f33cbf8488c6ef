import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildProgram } from '../apps/cli/build-program.ts';
import { exitCodeMeanings, exitCodes } from '../apps/cli/exit-codes.ts';
import { describeApp } from '../apps/hub/describe-app.ts';
import { errorChapters } from './error-chapters.ts';
import { generateDocuments } from './generate-documents.ts';

/**
 * Writes what is generated from the code: the OpenAPI document, the lists of errors and of commands, and
 * the types of the SDK.
 * With `--check` it writes nothing and fails when a file differs from what it would write.
 */
const root = path.dirname(import.meta.dirname);
const documents = await generateDocuments({
  openapi: await describeApp(),
  errors: errorChapters,
  commandLine: {
    program: await buildProgram(),
    exitCodes: Object.entries(exitCodeMeanings).map(([name, meaning]) => ({
      code: exitCodes[name as keyof typeof exitCodes],
      meaning,
    })),
  },
});

if (process.argv.includes('--check')) {
  const stale: string[] = [];
  for (const [file, content] of documents) {
    const present = await readFile(path.join(root, file), 'utf8').catch(() => undefined);
    if (present !== content) stale.push(file);
  }
  if (stale.length > 0) {
    console.error(`not up to date: ${stale.join(', ')}\nRun “npm run generate” and commit what it writes.`);
    process.exitCode = 1;
  }
} else {
  for (const [file, content] of documents) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
    console.log(file);
  }
}
