/** JSON Schema (draft 2020-12 subset) of a payload. */
export type PayloadSchema = Readonly<Record<string, unknown>>;

export interface EventTypeDefinition {
  readonly eventType: string;
  /** Grows when the schema changes incompatibly. */
  readonly version: number;
  readonly describe: string;
  readonly schema: PayloadSchema;
  /** Delivered to platforms whose subscription names it only; to subscribe to everything is not enough. */
  readonly onlyByName: boolean;
  /** Said by the hub itself and refused from everybody else. */
  readonly onlyFromHub: boolean;
}

const userId = { type: 'string', minLength: 1, maxLength: 128 };
const tier = { enum: ['onyx', 'obsidian', 'void'] };
const decimal = { type: 'string', pattern: '^-?\\d{1,20}(\\.\\d{1,8})?$' };
const text = { type: 'string', maxLength: 4_000 };
const name = { type: 'string', minLength: 1, maxLength: 128 };

const payload = (
  properties: Record<string, unknown>,
  required: readonly string[] = ['userId'],
): PayloadSchema => ({
  type: 'object',
  properties: { userId, ...properties },
  required,
  additionalProperties: true,
});

const define = (
  eventType: string,
  describe: string,
  schema: PayloadSchema,
  { version = 1, onlyByName = false, onlyFromHub = false } = {},
): EventTypeDefinition => ({
  eventType,
  version,
  describe,
  schema,
  onlyByName,
  onlyFromHub,
});

const trade = {
  type: 'object',
  properties: {
    symbol: { type: 'string', minLength: 1, maxLength: 32 },
    quantity: { type: 'integer', minimum: 1 },
    price: decimal,
    side: { enum: ['buy', 'sell'] },
    value: decimal,
    currency: { type: 'string', pattern: '^[A-Z]{3,4}$' },
    tradedOn: { type: 'string', maxLength: 32 },
  },
  required: ['symbol', 'quantity', 'price'],
  additionalProperties: true,
};

/** Every event type the hub knows. What is not here is refused unless the sender’s connector allows it. */
export const eventCatalogue: readonly EventTypeDefinition[] = [
  define(
    'user_created',
    'A person joined',
    payload({ tier, whatsappLinked: { type: 'boolean' } }, ['userId', 'tier']),
  ),
  define(
    'user_upgraded',
    'A person’s tier changed',
    payload({ tier, previousTier: tier, requestedBy: name }, ['userId', 'tier']),
  ),
  define('user_erased', 'A person left for good; access ends', payload({})),
  define(
    'device_revoked',
    'A device of a person is out; its tokens count no more',
    // Without userId: in the person’s lane, whatever fails in front of it would keep the device in.
    payload({ personId: name, deviceId: name, keyThumbprint: name }, [
      'personId',
      'deviceId',
      'keyThumbprint',
    ]),
    { onlyFromHub: true },
  ),
  define('trade_executed', 'An order was filled', payload({ trade }, ['userId', 'trade'])),
  define('butler_interaction', 'A person talked to the butler', payload({ topic: text, message: text })),
  define('service_request', 'A person asked for a service', payload({ service: text, details: text })),
  define(
    'emergency_triggered',
    'A person is in danger',
    payload(
      {
        protocol: { enum: ['medical', 'security', 'legal', 'financial'] },
        severity: { enum: ['low', 'medium', 'high', 'critical', 'life_threatening'] },
      },
      ['userId', 'severity'],
    ),
  ),
  define('emergency_resolved', 'An emergency ended', payload({})),
  define('portfolio_update', 'A portfolio changed other than by a trade', payload({})),
  define('compliance_check', 'A check of a person was made', payload({ check: name, outcome: name })),
  define(
    'user_synced',
    'All platforms confirmed a person’s profile',
    payload({ version: { type: 'integer' } }),
    // It tells what the platforms themselves said: to send it to all would double what a profile costs.
    { onlyByName: true, onlyFromHub: true },
  ),
  define('payment_received', 'A payment arrived', payload({ amountMinor: decimal, currency: name }, [])),
  define('payment_failed', 'A payment failed', payload({ amountMinor: decimal, currency: name }, [])),
  define('payment_refunded', 'A payment was refunded', payload({ amountMinor: decimal, currency: name }, [])),
  define('whatsapp_message_received', 'A message came in over WhatsApp', payload({}, [])),
  define(
    'whatsapp_message_status',
    'A WhatsApp message was sent, delivered, read or failed',
    payload({}, []),
  ),
];
