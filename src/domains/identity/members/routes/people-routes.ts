import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findPerson } from '../find-person.ts';
import { listDevices } from '../list-devices.ts';
import { listSecondKeys } from '../list-second-keys.ts';
import { listPeople } from '../list-people.ts';
import { readProfile } from '../read-profile.ts';
import type { Members, Person } from '../types.ts';
import { callerOf } from './caller-of.ts';
import {
  deviceSchema,
  personIdSchema,
  reasonSchema,
  roleSchema,
  secondKeySchema,
  tierSchema,
  timeSchema,
} from './schemas.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import { toPerson } from '../to-person.ts';
import { presentDevice } from './present-device.ts';
import { presentSecondKey } from './present-second-key.ts';
import { peopleAdminRoutes } from './people-admin-routes.ts';

const tags = ['People'];
const reading = { access: { permission: 'people:read' }, audit: 'nothing_personal' } as const;
const params = z.object({ personId: personIdSchema });
const because = z.strictObject({ reason: reasonSchema });
const states = ['joining', 'active', 'suspended', 'erased'] as const;

const person = z
  .object({
    personId: z.string(),
    role: roleSchema,
    tier: tierSchema.nullable(),
    state: z.enum(states),
    createdAt: timeSchema,
  })
  .meta({ id: 'Person' });

/** `/api/people`: who there is, their devices, and what staff may do for them or against them. */
export function peopleRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/people',
      {
        config: reading,
        schema: {
          tags,
          summary: 'People, the latest first, without anything that tells who they are',
          querystring: z.object({
            tier: tierSchema.optional(),
            state: z.enum(states).optional(),
            after: personIdSchema.optional(),
            limit: z.coerce.number().int().min(1).max(1_000).default(100),
          }),
          response: { 200: z.object({ people: z.array(person.extend({ devices: z.int() })) }) },
        },
      },
      async ({ query: { limit, tier, state, after } }) => {
        const filter = {
          ...(tier === undefined ? {} : { tier }),
          ...(state === undefined ? {} : { state }),
          ...(after === undefined ? {} : { after }),
        };
        const people = await listPeople(members, filter, limit);
        return { people: people.map(({ devices, ...rest }) => ({ ...presentPerson(rest), devices })) };
      },
    );

    app.get(
      '/api/people/:personId',
      {
        config: {
          ...reading,
          audit: { action: 'person.read', subject: { kind: 'person', id: 'params.personId' } },
        },
        schema: {
          tags,
          summary: 'One person, their devices and second keys',
          params,
          response: {
            200: person.extend({
              devices: z.array(deviceSchema.omit({ name: true })),
              secondKeys: z.array(secondKeySchema.omit({ name: true })),
            }),
          },
        },
      },
      async ({ params: { personId } }) => {
        const found = toPerson(await findPerson(members.database, personId));
        const isGone = found.state === 'erased';
        const devices = isGone ? [] : await listDevices(members, personId);
        const secondKeys = isGone ? [] : await listSecondKeys(members, personId);
        // What a person calls a device, or a key, tells who they are; staff see the rest.
        return {
          ...presentPerson(found),
          devices: devices.map((each) => withoutName(presentDevice(each))),
          secondKeys: secondKeys.map((each) => withoutName(presentSecondKey(each))),
        };
      },
    );

    await app.register(profileRoute(members));
    await app.register(peopleAdminRoutes(members));
    await app.register(recoveryRoutes(members));
  };
}

function profileRoute(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/people/:personId/profile',
      {
        config: { access: { permission: 'people:reveal' }, audit: 'own' },
        schema: {
          tags,
          summary: 'Read what a person told of itself',
          description: 'An act of its own: it is audited, with the reason, before anything is shown.',
          params,
          body: because,
          response: {
            200: z.object({
              displayName: z.string(),
              email: z.string().optional(),
              phone: z.string().optional(),
            }),
          },
        },
      },
      async (request) =>
        readProfile(members, request.params.personId, request.body.reason, callerOf(request)),
    );
  };
}

function presentPerson({ createdAt, ...rest }: Person) {
  return { ...rest, createdAt: createdAt.toISOString() };
}

function withoutName<Named extends { readonly name: string | null }>(device: Named): Omit<Named, 'name'> {
  const { name, ...rest } = device;
  void name;
  return rest;
}
