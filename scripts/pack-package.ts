import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.dirname(import.meta.dirname);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly devDependencies?: unknown;
}

/** The oldest Node that the compiled JavaScript runs on. */
const engines = { node: '>=20.19' };

/**
 * Compiles a package and packs what belongs to it: JavaScript, types, command, examples, README and licence.
 *
 * @param name its folder below `packages`
 * @param folder where the tarball goes; made when it is missing
 * @returns the tarball's path
 */
export async function packPackage(name: string, folder: string): Promise<string> {
  const source = path.join(root, 'packages', name);
  const stage = await mkdtemp(path.join(tmpdir(), 'interlock-pack-'));
  try {
    await compile(source, stage);
    await copyRest(source, stage);
    await mkdir(folder, { recursive: true });
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', path.resolve(folder)], {
      cwd: stage,
    });
    return path.join(folder, stdout.trim());
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function compile(source: string, stage: string): Promise<void> {
  const config = path.join(stage, 'tsconfig.json');
  const options = {
    extends: path.join(root, 'tsconfig.json'),
    compilerOptions: {
      // Down to what `engines` names; `using` and the like are written out.
      target: 'es2023',
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: path.join(source, 'src'),
      outDir: path.join(stage, 'dist'),
      typeRoots: [path.join(root, 'node_modules/@types')],
    },
    include: [path.join(source, 'src/**/*.ts')],
    exclude: [path.join(source, 'src/**/*.test.ts')],
  };
  await writeFile(config, JSON.stringify(options));
  await run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', config]);
  await rm(config);
}

async function copyRest(source: string, stage: string): Promise<void> {
  const { devDependencies: _, ...manifest } = JSON.parse(
    await readFile(path.join(source, 'package.json'), 'utf8'),
  ) as Manifest;
  const exports = Object.fromEntries(
    Object.entries(manifest.exports).map(([entry, file]) => {
      const compiled = file.replace('./src/', './dist/').replace(/\.ts$/, '');
      return [entry, { types: `${compiled}.d.ts`, default: `${compiled}.js` }];
    }),
  );
  await writeFile(
    path.join(stage, 'package.json'),
    `${JSON.stringify({ ...manifest, engines, exports }, null, 2)}\n`,
  );
  await cp(path.join(source, 'README.md'), path.join(stage, 'README.md'));
  await cp(path.join(root, 'LICENSE'), path.join(stage, 'LICENSE'));
  for (const folder of ['bin', 'examples']) {
    await cp(path.join(source, folder), path.join(stage, folder), {
      recursive: true,
      filter: (file) => !file.endsWith('.test.ts'),
    }).catch(ignoreMissing);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
