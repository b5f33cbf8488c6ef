import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { bulkSyncTypes } from '../bulk-types.ts';
import { cancelBulkJob } from '../cancel-bulk-job.ts';
import { listBulkJobs } from '../list-bulk-jobs.ts';
import { readBulkErrors } from '../read-bulk-errors.ts';
import { readBulkJob } from '../read-bulk-job.ts';
import { startBulkSync } from '../start-bulk-sync.ts';
import type { Sync } from '../types.ts';
import { userIdSchema } from './profile-schemas.ts';
import { requireSource } from './require-source.ts';

const tags = ['Sync'];
const usersMax = 10_000;
/** Room for the most and longest ids. */
const bodyBytesMax = 2 * 1_048_576;
const errorsMax = 100;

const count = z.number().int().nonnegative();
const jobSchema = z
  .object({
    jobId: z.uuid(),
    syncType: z.enum(bulkSyncTypes),
    source: z.string(),
    state: z.enum(['running', 'completed', 'cancelled']),
    total: count.describe('People in the job: queued + requested + done + failed + cancelled'),
    queued: count,
    requested: count.describe('Being pushed to the platforms'),
    done: count.describe('Confirmed by all platforms concerned'),
    failed: count,
    cancelled: count,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'BulkJob' });

const bodySchema = z
  .strictObject({
    userIds: z.array(userIdSchema).min(1).max(usersMax).describe('A person named twice counts once'),
    syncType: z
      .enum(bulkSyncTypes)
      .describe(
        'full: push to every platform; incremental: only what is not confirmed; portfolio_only: to the platforms that show portfolios',
      ),
    source: z.string().max(63).describe('The platform that asks'),
  })
  .meta({
    id: 'BulkSyncRequest',
    examples: [{ userIds: ['member-1', 'member-2'], syncType: 'full', source: 'black_portal' }],
  });

const errorSchema = z.object({
  userId: z.string(),
  platform: z.string().nullable().describe('null: the person is unknown'),
  code: z.string(),
  message: z.string(),
});

const params = z.object({ jobId: z.uuid() });
const path = '/api/integration/sync/bulk';
const writing = { access: { permission: 'sync:write' } } as const;
const reading = { access: { permission: 'sync:read' }, audit: 'nothing_personal' } as const;

/** `/api/integration/sync/bulk`: start, list, follow and cancel bulk jobs. */
export function bulkRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(changingRoutes(sync));
    await app.register(readingRoutes(sync));
  };
}

function changingRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      path,
      {
        config: writing,
        bodyLimit: bodyBytesMax,
        schema: {
          tags,
          summary: `Bring up to ${usersMax} people into step`,
          description: 'Answered at once; follow the job at the address in `Location`.',
          body: bodySchema,
          response: { 202: jobSchema },
        },
      },
      async (request, reply) => {
        const source = requireSource(sync, request.principal, request.body.source);
        const job = await startBulkSync(sync, { ...request.body, source });
        return reply.code(202).header('location', `${path}/${job.jobId}`).send(job);
      },
    );
    app.delete(
      `${path}/:jobId`,
      {
        config: writing,
        schema: {
          tags,
          summary: 'Cancel a bulk job',
          description: 'Whoever is still queued is left alone; what was requested is pushed all the same.',
          params,
          response: { 200: jobSchema },
        },
      },
      async (request) => cancelBulkJob(sync, request.params.jobId),
    );
  };
}

function readingRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      path,
      {
        config: reading,
        schema: {
          tags,
          summary: 'The latest bulk jobs',
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
          response: { 200: z.object({ jobs: z.array(jobSchema) }) },
        },
      },
      async (request) => ({ jobs: await listBulkJobs(sync, request.query.limit) }),
    );
    app.get(
      `${path}/:jobId`,
      {
        config: {
          ...reading,
          audit: {
            action: 'bulk_job.read',
            subject: { kind: 'bulk_job', id: 'params.jobId' },
            details: ['query.errorsAfter'],
          },
        },
        schema: {
          tags,
          summary: 'How far a bulk job is, and what went wrong',
          params,
          querystring: z.object({
            errorsAfter: z.string().max(128).default('').describe('`errorsNext` of the page before'),
          }),
          response: {
            200: jobSchema.extend({ errors: z.array(errorSchema), errorsNext: z.string().nullable() }),
          },
        },
      },
      async (request) => {
        const { jobId } = request.params;
        const job = await readBulkJob(sync, jobId);
        const page = { afterUserId: request.query.errorsAfter, limit: errorsMax };
        const errors = await readBulkErrors(sync, jobId, page);
        const last = errors.length === errorsMax ? errors.at(-1)?.userId : undefined;
        return { ...job, errors, errorsNext: last ?? null };
      },
    );
  };
}
