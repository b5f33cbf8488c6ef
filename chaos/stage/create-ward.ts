import type { RestartPolicy, SupervisedProcess, SupervisionEvent } from '#infra/process';
import type { DurationMs } from '#kernel/time';
import { signalIfThere } from './signal-if-there.ts';
import type { Crash, Timeline, Ward } from './types.ts';

const downMsDefault: DurationMs = 300;

export interface WardOptions {
  readonly name: string;
  readonly timeline: Timeline;
  readonly onCrash: (crash: Crash) => void;
  /** Starts the supervised process with this policy and listener. */
  readonly supervise: (
    restart: RestartPolicy,
    onEvent: (event: SupervisionEvent) => void,
  ) => SupervisedProcess | Promise<SupervisedProcess>;
  /** Kills what the process has started besides itself. */
  readonly killOffspring?: (pid: number) => void;
}

/** Starts a process that its supervisor restarts after as long a pause as each kill asks for. */
export async function createWard({ name, timeline, ...options }: WardOptions): Promise<Ward> {
  let downMs = downMsDefault;
  let wasReady = false;
  const restart: RestartPolicy = {
    // Asked each time the process has ended.
    get delayMsBase() {
      return downMs;
    },
    delayMsMax: Infinity,
    stableAfterMs: 0,
    crashLoopAfter: Infinity,
  };
  const supervised = await options.supervise(restart, (event) => {
    if (event.kind === 'started') downMs = downMsDefault;
    if (event.kind === 'ready') timeline.note(`${name} is ready (${Math.round(event.afterMs)} ms)`);
    if (event.kind === 'ended') {
      const { code, signal, lastLines } = event.exit;
      timeline.note(`${name} ended (${signal ?? `code ${code}`})`);
      // One that does not find its database when it starts says so and is started again; that is no crash.
      if (wasReady && signal !== 'SIGKILL') options.onCrash({ process: name, code, lastLines });
    }
    if (event.kind === 'ready' || event.kind === 'ended') wasReady = event.kind === 'ready';
  });
  return {
    name,
    supervised,
    running: () => supervised.child(),
    isReady: () => supervised.state() === 'ready',
    kill(pauseMs) {
      const pid = supervised.child()?.pid;
      if (pid === undefined) return;
      downMs = pauseMs;
      options.killOffspring?.(pid);
      signalIfThere(-pid, 'SIGKILL');
    },
  };
}
