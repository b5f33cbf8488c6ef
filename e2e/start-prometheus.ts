import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openGuardian, superviseProcess } from '#infra/process';
import { systemClock } from '#kernel/time';
import { answersOk } from './answers-ok.ts';
import { findFreePort } from './find-free-port.ts';

export interface PrometheusOptions {
  /** Path of the `prometheus` binary. */
  readonly binary: string;
  /** Address of the hub whose `/metrics` is scraped every second. */
  readonly hubUrl: string;
  /** Alerting rules, as YAML. */
  readonly rules: string;
}

export interface Target {
  readonly health: string;
  readonly lastError: string;
}

export interface AlertingRule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
  readonly state: 'inactive' | 'pending' | 'firing';
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** A real Prometheus and the questions a test asks it (https://prometheus.io/docs/prometheus/latest/querying/api/). */
export interface Prometheus {
  targets(): Promise<readonly Target[]>;
  rules(): Promise<readonly AlertingRule[]>;
  metricNames(): Promise<readonly string[]>;
  /** Values of an instant query, by the value of one label. */
  query(expression: string, label: string): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** Starts Prometheus on a folder of its own and waits until it can be asked. */
export async function startPrometheus({ binary, hubUrl, rules }: PrometheusOptions): Promise<Prometheus> {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlock-prometheus-'));
  await writeFile(path.join(folder, 'rules.yml'), rules);
  await writeFile(path.join(folder, 'prometheus.yml'), configuration(new URL(hubUrl).host));
  const address = `127.0.0.1:${await findFreePort()}`;
  const guardian = openGuardian();
  const server = superviseProcess({
    name: 'prometheus',
    command: binary,
    args: [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    cwd: folder,
    env: {},
    readyWhen: { kind: 'probe', everyMs: 50, probe: () => answersOk(`http://${address}/-/ready`) },
    readyTimeoutMs: 20_000,
    stopSteps: [{ signal: 'SIGTERM', graceMs: 5_000 }],
    clock: systemClock,
    guardian,
  });
  const close = async (): Promise<void> => {
    await server.stop();
    await guardian.close();
    await rm(folder, { recursive: true, force: true });
  };
  await server.ready.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const ask = <Data>(question: string): Promise<Data> => askApi<Data>(`http://${address}/api/v1/${question}`);
  return {
    targets: async () => (await ask<{ activeTargets: Target[] }>('targets')).activeTargets,
    rules: async () =>
      (await ask<{ groups: { rules: AlertingRule[] }[] }>('rules')).groups.flatMap((group) => group.rules),
    metricNames: () => ask('label/__name__/values'),
    async query(expression, label) {
      const { result } = await ask<{ result: readonly Sample[] }>(
        `query?query=${encodeURIComponent(expression)}`,
      );
      return Object.fromEntries(result.map(({ metric, value }) => [metric[label] ?? '', Number(value[1])]));
    },
    close,
  };
}

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  /** Unix time in seconds, and the value as text. */
  readonly value: readonly [number, string];
}

const configuration = (target: string): string => `
global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: interlock
    static_configs: [{ targets: ['${target}'] }]
`;

async function askApi<Data>(url: string): Promise<Data> {
  const answer = (await (await fetch(url)).json()) as { status: string; data: Data; error?: string };
  if (answer.status !== 'success') throw new Error(`${url}: ${answer.error}`);
  return answer.data;
}
