import { connectorErrorCatalogue } from '@interlock/connector';
import { processErrors } from '#infra/process';
import type { ErrorCatalogue } from '#kernel/errors';
import { cliErrors } from '../apps/cli/errors.ts';
import { catalogues } from '../apps/hub/error-catalogues.ts';

/** A part of the reference of errors: those that a reader meets at the same place. */
export interface ErrorChapter {
  readonly title: string;
  /** Where one meets them. */
  readonly about: string;
  /** By the name of what they belong to. */
  readonly catalogues: Readonly<Record<string, ErrorCatalogue>>;
}

/** Every error of the project. */
export const errorChapters: readonly ErrorChapter[] = [
  {
    title: 'The hub',
    about:
      'Answered by the hub, or the last words of one that cannot start. A running hub shows them at `/docs/errors`.',
    catalogues,
  },
  {
    title: 'The connector package',
    about:
      'Answered by a platform that uses `@interlock/connector`, or thrown there. With the statuses of the first kind ' +
      'the hub decides what to do: it waits for a platform that is away and blames no event for it.',
    catalogues: { connector: connectorErrorCatalogue },
  },
  {
    title: 'The command line',
    about: 'Told by `npx interlock` and `npm start`. The status is the HTTP status that would say the same.',
    catalogues: { cli: cliErrors.catalogue, process: processErrors.catalogue },
  },
];
