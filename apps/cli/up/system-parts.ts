import type { Guardian, HeldLock } from '#infra/process';
import type { CliContext } from '../context.ts';
import type { ChildLogs } from './child-logs.ts';
import type { Child } from './start-children.ts';
import type { SystemDatabase } from './start-database.ts';
import type { SourceWatch } from './watch-sources.ts';

export interface SystemOptions {
  /** Whether the reference platforms run too. */
  readonly platforms: boolean;
  /** Whether children restart when their sources change. */
  readonly watch: boolean;
}

/** What has been started so far; whatever is here must be stopped. */
export interface SystemParts {
  readonly context: CliContext;
  readonly options: SystemOptions;
  /** RFC 3339. */
  readonly startedAt: string;
  /** The hub first, then the platforms. */
  readonly children: Child[];
  /** Helpers of development, on which nothing else depends. */
  readonly watchers: Child[];
  lock: HeldLock | undefined;
  guardian: Guardian | undefined;
  logs: ChildLogs | undefined;
  database: SystemDatabase | undefined;
  watch: SourceWatch | undefined;
  /** The writing of the state file that is under way; one at a time, so that the last word stays. */
  recorded: Promise<void>;
  hubUrl: string;
  /** Everything was ready once: from now on people are told when something ends. */
  ready: boolean;
  stopping: boolean;
}

export function emptyParts(context: CliContext, options: SystemOptions): SystemParts {
  return {
    context,
    options,
    startedAt: new Date(context.clock.now()).toISOString(),
    children: [],
    watchers: [],
    lock: undefined,
    guardian: undefined,
    logs: undefined,
    database: undefined,
    watch: undefined,
    recorded: Promise.resolve(),
    hubUrl: '',
    ready: false,
    stopping: false,
  };
}
