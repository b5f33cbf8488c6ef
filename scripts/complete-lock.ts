/**
 * Adds to package-lock.json the optional packages that npm left out. Run it after `npm install`.
 *
 * Tools with native parts name one optional package per system. npm records those that it could look
 * up on the day; a registry mirror that lacks some of them leaves holes, and `npm ci` then refuses the
 * lock on every machine. The parent pins each by its exact version and the name tells the system, which
 * is all that an entry needs. It has no integrity: npm learns it from the registry when such a system installs.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = path.join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8')) as { packages: Record<string, Entry> };
const missing = Object.entries(lock.packages).flatMap(([place, parent]) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(place, name))
    .map(([name, version]) => [`node_modules/${name}`, describePackage(name, version, parent)] as const),
);
const [projectItself, ...others] = Object.entries(lock.packages);
const sorted = [...others, ...missing].toSorted(([left], [right]) => left.localeCompare(right, 'en'));
if (projectItself !== undefined && missing.length > 0) {
  lock.packages = Object.fromEntries([projectItself, ...sorted]);
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`package-lock.json: ${missing.length} optional packages added.`);

/** Whether a package that stands at `place` would find `name`, in its own folder or above. */
function isLocked(place: string, name: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/')))) {
    const below = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
    if (`${below}node_modules/${name}` in lock.packages) return true;
    if (folder === '') return false;
  }
}

/** @throws {Error} when the name does not tell for which system the package is */
function describePackage(name: string, version: string, parent: Entry): object {
  const [, system = name] = name.split('/');
  const os = /android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32/.exec(system)?.[0];
  const cpu = /(?:^|-)(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x|wasm32)/.exec(system)?.[1];
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(
      `${name}@${version} does not name its system and exact version; add it to the lock by hand.`,
    );
  }
  const libc = /musl/.test(system) ? 'musl' : /gnu/.test(system) ? 'glibc' : undefined;
  return {
    version,
    cpu: [cpu],
    ...(parent.dev === true && { dev: true }),
    ...(libc !== undefined && { libc: [libc] }),
    ...(parent.license !== undefined && { license: parent.license }),
    optional: true,
    os: [os],
    ...(parent.engines !== undefined && { engines: parent.engines }),
  };
}
