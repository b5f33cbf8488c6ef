import { neededToRead, type ConsoleMessage } from './messages.ts';

/**
 * A message as somebody with these permissions may see it; `undefined`: not at all. A snapshot comes with the parts that
 * they may read, so that a console can begin whatever its role.
 */
export function tellPermitted(
  message: ConsoleMessage,
  permissions: ReadonlySet<string>,
): ConsoleMessage | undefined {
  const may = (kind: keyof typeof neededToRead): boolean =>
    neededToRead[kind].every((permission) => permissions.has(permission));
  switch (message.type) {
    case 'heartbeat':
      return message;
    case 'snapshot':
      return {
        ...message,
        points: may('flows') ? message.points : [],
        platforms: may('platforms') ? message.platforms : [],
        events: may('events') ? message.events : [],
        deadLetters: may('dead_letters') ? message.deadLetters : null,
        jobs: message.jobs.filter(({ kind }) => may(kind)),
      };
    case 'job':
      return may(message.job.kind) ? message : undefined;
    default:
      return may(message.type) ? message : undefined;
  }
}
