import { Icon } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { BulkJob, JobProgress, Replay } from '../../api/contract.ts';
import { commands } from '../../api/commands.ts';
import { queries } from '../../api/queries.ts';
import { Badge } from '../../components/badge.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { PlatformName } from '../../components/platform-name.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { completedWithFailures, jobStates } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { useLive } from '../../live/live-context.tsx';
import { useMay } from '../../session/use-may.ts';
import { describeSelection } from './describe-selection.ts';
import { NewReplay } from './new-replay.tsx';

interface Job {
  readonly id: string;
  readonly kind: JobProgress['kind'];
  readonly title: string;
  readonly note: ReactNode;
  readonly state: JobProgress['state'];
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** Long work: replays and bulk synchronisations. */
export function JobsPage(): ReactNode {
  const [creating, setCreating] = useState(false);
  const mayReplay = useMay('delivery:admin');
  const replays = useQuery(queries.replays);
  const bulkJobs = useQuery(queries.bulkJobs);
  const progress = useLive((state) => state.jobs);
  const failure = replays.error ?? bulkJobs.error;
  const jobs = [...(replays.data ?? []).map(fromReplay), ...(bulkJobs.data ?? []).map(fromBulkJob)]
    .map((job) => withProgress(job, progress.get(job.id)))
    .toSorted((left, right) => right.startedAt.localeCompare(left.startedAt));
  const waiting = replays.isPending || bulkJobs.isPending;
  return (
    <Page
      title="Jobs"
      name="Jobs"
      lead="Replays and bulk synchronisations, with their progress."
      actions={
        mayReplay ? (
          <button type="button" className="button button-primary" onClick={() => setCreating(true)}>
            <Icon name="replay" />
            Replay events…
          </button>
        ) : null
      }
    >
      {failure === null ? null : <ProblemNotice error={failure} />}
      {waiting && failure === null ? <Skeleton lines={6} /> : null}
      {!waiting && failure === null && jobs.length === 0 ? (
        <EmptyState icon="jobs" title="No job has run yet">
          Replay events from here, or synchronise up to 10,000 members with <code>npx interlock sync</code>.
        </EmptyState>
      ) : null}
      {jobs.length === 0 ? null : (
        <ul className="jobs">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      )}
      {creating ? <NewReplay onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function JobRow({ job }: { readonly job: Job }): ReactNode {
  const [cancelling, setCancelling] = useState(false);
  const mayCancel = useMay(job.kind === 'replay' ? 'delivery:admin' : 'sync:write');
  const state = job.state === 'completed' && job.failed > 0 ? completedWithFailures : jobStates[job.state];
  return (
    <li className="job">
      <div className="job-head">
        <span className="strong">{job.title}</span>
        <Badge tone={state.tone}>{state.label}</Badge>
        {job.state === 'running' && mayCancel ? (
          <button type="button" className="button button-small" onClick={() => setCancelling(true)}>
            Cancel…
          </button>
        ) : null}
      </div>
      <ProgressBar label={job.title} total={job.total} done={job.done} failed={job.failed} />
      <p className="job-facts faint">
        <span>{job.note}</span>
        <span>
          began <Time value={job.startedAt} />
        </span>
        {job.finishedAt === null ? null : (
          <span>
            ended <Time value={job.finishedAt} />
          </span>
        )}
        <code className="truncate">{job.id}</code>
      </p>
      {cancelling ? (
        <ConfirmDialog
          title="Cancel this job?"
          action="Cancel the job"
          tone="danger"
          run={() => (job.kind === 'replay' ? commands.cancelReplay(job.id) : commands.cancelBulkJob(job.id))}
          done="The job is cancelled"
          refreshes={['replays', 'bulk-jobs']}
          onClose={() => setCancelling(false)}
        >
          What is under way is finished; nothing more is begun.
        </ConfirmDialog>
      ) : null}
    </li>
  );
}

const fromReplay = (replay: Replay): Job => ({
  id: replay.id,
  kind: 'replay',
  title: `Replay of ${describeSelection(replay.selection)}`,
  note: `at most ${formatCount(replay.ratePerSecond)}/s, by ${replay.createdBy}`,
  state: replay.state === 'done' ? 'completed' : replay.state,
  total: replay.matched,
  done: replay.enqueued,
  failed: 0,
  startedAt: replay.createdAt,
  finishedAt: replay.finishedAt,
});

const fromBulkJob = (job: BulkJob): Job => ({
  id: job.jobId,
  kind: 'bulk_sync',
  title: `Bulk sync of ${formatCount(job.total)} members`,
  note: (
    <>
      {humanise(job.syncType)}, asked by <PlatformName id={job.source} />
    </>
  ),
  state: job.state,
  total: job.total,
  done: job.done,
  failed: job.failed,
  startedAt: job.startedAt,
  finishedAt: job.finishedAt,
});

/** What the live connection told last is newer than what was read. */
function withProgress(job: Job, progress: JobProgress | undefined): Job {
  if (progress === undefined || job.finishedAt !== null) return job;
  const { state, total, done, failed, finishedAt } = progress;
  return { ...job, state, total, done, failed, finishedAt };
}
