import { defineErrors, type InterlockError } from '#kernel/errors';
import type { PlatformId } from '#kernel/platforms';

export const connectorErrors = defineErrors({
  'connectors.unknown_platform': {
    status: 404,
    title: 'No platform is registered under this id',
    fix: 'List the registered platforms with GET /api/admin/platforms or `npx interlock platforms`.',
  },
  'connectors.already_registered': {
    status: 409,
    title: 'A platform is already registered under this id',
    fix: 'Choose another id, or update the platform that exists.',
  },
  'connectors.version_conflict': {
    status: 409,
    title: 'Somebody else changed this platform in the meantime',
    fix: 'Read the platform again, apply your change to what you read, and send it with that version.',
  },
  'connectors.invalid_config': {
    status: 400,
    title: 'The platform configuration makes no sense',
    fix: 'Correct the named fields; the JSON schema of a platform says what each may hold.',
  },
  'connectors.unreadable_file': {
    status: 500,
    title: 'The file that registers platforms cannot be read',
    fix: 'INTERLOCK_PLATFORMS must name a readable JSON file of the form {"platforms": […]}.',
  },
  'connectors.missing_environment': {
    status: 500,
    title: 'An environment variable that the platforms file names is not set',
    fix: 'Set the variable, or remove the reference from the file: the hub then makes a secret itself.',
  },
  'connectors.invalid_secret': {
    status: 400,
    title: 'This is no signing secret',
    fix: 'A signing secret reads whsec_ followed by 24 to 64 bytes in base64. Leave it out to have one made.',
  },
  'connectors.forbidden_address': {
    status: 400,
    title: 'The hub may not call this address',
    fix: 'Use a public address, or allow the network: allowedNetworks of the platform, or INTERLOCK_ALLOWED_NETWORKS.',
  },
  'connectors.unknown_address': {
    status: 400,
    title: 'The platform has no such address',
    fix: 'Name the primary or one of the standbys exactly as they are registered.',
  },
  'connectors.events_waiting': {
    status: 409,
    title: 'Events still wait for this platform',
    fix: 'Let them be delivered, or discard them first. To stop deliveries without losing any, disable it.',
  },
});

export function unknownPlatform(platformId: PlatformId): InterlockError {
  return connectorErrors('connectors.unknown_platform', {
    detail: `No platform is registered under "${platformId}".`,
  });
}
