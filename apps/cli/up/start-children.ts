import path from 'node:path';
import {
  superviseProcess,
  type Guardian,
  type SupervisedProcess,
  type SupervisionEvent,
} from '#infra/process';
import { compileCache } from '../compile-cache.ts';
import type { CliContext } from '../context.ts';
import type { Access, PlatformAccess } from './prepare-access.ts';
import type { ReferencePlatform } from './reference-platforms.ts';
import { restartPolicy } from './restart-policy.ts';
import { secretVariable } from './write-platforms-file.ts';

/** A child of the supervisor and where it listens. */
export interface Child {
  readonly name: string;
  readonly url: string | null;
  readonly process: SupervisedProcess;
}

/** What every child is given. */
export interface ChildHost {
  readonly context: CliContext;
  readonly guardian: Guardian;
  readonly onLine: (name: string, line: string, stream: 'stdout' | 'stderr') => void;
  readonly onEvent: (name: string, event: SupervisionEvent) => void;
}

interface ChildDefinition {
  readonly name: string;
  readonly main: string;
  readonly url: string;
  /** Answers 200 when the child is ready. */
  readonly readyPath: string;
  readonly env: Readonly<Record<string, string>>;
}

const loopback = '127.0.0.0/8,::1/128';
const probeEveryMs = 30;
const probeTimeoutMs = 2_000;
const readyTimeoutMs = 60_000;

export interface HubStart {
  readonly port: number;
  readonly url: string;
  readonly databaseUrl: string;
  readonly publicUrl: string;
  /** Comma separated; absent: the hub’s own default. */
  readonly memberOrigins: string | undefined;
  readonly platformsFile: string;
  readonly access: Access;
}

export function startHub(
  host: ChildHost,
  { port, url, databaseUrl, publicUrl, memberOrigins, platformsFile, access }: HubStart,
): Child {
  const { folder, settings } = host.context;
  const secrets: Record<string, string> = {};
  for (const [id, { signingSecrets }] of access.platforms) {
    secrets[secretVariable(id)] = signingSecrets[0] ?? '';
  }
  return startChild(host, {
    name: 'hub',
    main: 'apps/hub/main.ts',
    url,
    readyPath: '/ready',
    env: {
      ...secrets,
      PORT: String(port),
      HOST: settings.host,
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: publicUrl,
      INTERLOCK_HOME: folder.root,
      INTERLOCK_PLATFORMS: platformsFile,
      ...(memberOrigins !== undefined && { MEMBER_ORIGINS: memberOrigins }),
      // The platforms on this machine say for whom they ask.
      TRUSTED_PROXIES: host.context.environment['TRUSTED_PROXIES'] ?? loopback,
      ...(settings.masterKeyFile !== '' && {
        INTERLOCK_MASTER_KEY_FILE: path.resolve(settings.masterKeyFile),
      }),
    },
  });
}

export interface PlatformStart {
  readonly platform: ReferencePlatform;
  readonly port: number;
  readonly databaseUrl: string;
  readonly hubUrl: string;
  /** As the hub’s tokens name it. */
  readonly hubPublicUrl: string;
  /** Where people open the platform; comma separated. */
  readonly publicOrigins: string | undefined;
  readonly access: PlatformAccess;
}

export function startPlatform(host: ChildHost, start: PlatformStart): Child {
  const { platform, port, databaseUrl, hubUrl, hubPublicUrl, publicOrigins, access } = start;
  return startChild(host, {
    name: platform.app,
    main: `apps/platforms/${platform.app}/main.ts`,
    url: `http://127.0.0.1:${port}`,
    readyPath: '/health',
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      HUB_URL: hubUrl,
      HUB_ISSUER: hubPublicUrl,
      ...(publicOrigins !== undefined && { PUBLIC_ORIGINS: publicOrigins }),
      HUB_KEY: access.serviceKey,
      HOUSE_KEY: access.houseKey,
      INTERLOCK_SECRET: access.signingSecrets.join(' '),
    },
  });
}

function startChild({ context, guardian, onLine, onEvent }: ChildHost, definition: ChildDefinition): Child {
  const { name, main, url, readyPath, env } = definition;
  const child = superviseProcess({
    name,
    command: process.execPath,
    args: [path.join(context.projectRoot, main)],
    cwd: context.projectRoot,
    env: { NODE_COMPILE_CACHE: compileCache, ...inherited(context.environment), ...env },
    readyWhen: { kind: 'probe', everyMs: probeEveryMs, probe: () => answersOk(`${url}${readyPath}`) },
    readyTimeoutMs,
    restart: restartPolicy,
    stopSteps: [{ signal: 'SIGTERM', graceMs: 10_000 }],
    clock: context.clock,
    guardian,
    onLine: (line, stream) => onLine(name, line, stream),
    onEvent: (event) => onEvent(name, event),
  });
  return { name, url, process: child };
}

async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) });
  await response.body?.cancel();
  return response.ok;
}

// What belongs to one child must not reach another by inheritance.
const ownVariables = new Set(['PORT', 'HOST', 'DATABASE_URL', 'INTERLOCK_KEY', 'INTERLOCK_URL']);

function inherited(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ownVariables.has(name)));
}
