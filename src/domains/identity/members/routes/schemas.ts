import { z } from 'zod';
import { tiers } from '#kernel/tiers';
import { memberRoles } from '../../roles.ts';

const thousand = 1_000;

export const tierSchema = z.enum(tiers);
export const roleSchema = z.enum(memberRoles);
export const personIdSchema = z.string().min(1).max(128);
export const idSchema = z.string().min(1).max(64);
export const timeSchema = z.iso.datetime();
/** A code as people type it. */
export const codeSchema = z.string().min(1).max(64).describe('Any case, with or without dashes');
export const deviceNameSchema = z.string().trim().min(1).max(64).describe('What the person calls the device');
export const reasonSchema = z.string().trim().min(1).max(thousand).describe('Why; kept in the audit log');

/** What the browser’s WebAuthn API gives, as JSON. Its parts are checked by the verification. */
export const credentialSchema = z
  .looseObject({
    id: z
      .string()
      .min(1)
      .max(2 * thousand),
    rawId: z
      .string()
      .min(1)
      .max(2 * thousand),
    type: z.literal('public-key'),
    response: z.record(z.string(), z.unknown()),
    clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  })
  .meta({ id: 'Credential', description: '`PublicKeyCredential.toJSON()`' });

/** Options for the browser’s WebAuthn API, as JSON. */
export const optionsSchema = z
  .looseObject({ challenge: z.string() })
  .meta({ id: 'CredentialOptions', description: 'For `parseCreationOptionsFromJSON` and its sibling' });

export const registrationSchema = z
  .object({ registrationId: z.string(), expiresAt: timeSchema, options: optionsSchema })
  .meta({ id: 'PasskeyRegistration' });

export const sessionSchema = z
  .object({ personId: z.string(), deviceId: z.string(), expiresAt: timeSchema })
  .meta({ id: 'MemberSession' });

export const deviceCodeSchema = z
  .object({ code: z.string().describe('Seen this once'), expiresAt: timeSchema })
  .meta({ id: 'DeviceCode' });

export const secondKeySchema = z
  .object({
    secondKeyId: z.string(),
    name: z.string().nullable(),
    createdAt: timeSchema,
    lastUsedAt: timeSchema.nullable(),
    registeredOn: z.string().nullable().describe('Id of the device that it was registered on, and goes with'),
  })
  .meta({ id: 'SecondKey' });

export const deviceSchema = z
  .object({
    deviceId: z.string(),
    name: z.string(),
    createdAt: timeSchema,
    lastSeenAt: timeSchema,
    revokedAt: timeSchema.nullable(),
    revokedBecause: z.string().nullable(),
  })
  .meta({ id: 'Device' });
