import type { Bench } from '../types.ts';

// What the benchmark itself runs under must not leak into what it measures.
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'] as const;

/** The environment of a process that is measured: what every program needs, and what it is given. */
export function childEnvironment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(passedOn.map((name) => [name, process.env[name]])), ...own };
}

let profiles = 0;

/** Flags with which Node writes a CPU profile when it ends, if the run wants profiles. */
export function profileFlags({ profileFolder }: Pick<Bench, 'profileFolder'>, name: string): string[] {
  if (profileFolder === null) return [];
  profiles += 1;
  const file = `${String(profiles).padStart(2, '0')}-${name}-${process.pid}.cpuprofile`;
  return ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`, `--cpu-prof-name=${file}`];
}
