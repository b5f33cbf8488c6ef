/**
 * Who may use whom. `npm run check:boundaries` compares the code with it, and
 * test/boundaries.test.ts plants a violation of every rule to prove that it is still noticed.
 */

/** Each domain and the domains whose front doors it may open. New edges are a decision, so they are made here. */
const allowed = {
  identity: ['audit', 'events'],
  audit: [],
  events: [],
  anonymity: ['audit', 'events'],
  onboarding: ['audit', 'identity', 'anonymity', 'events', 'sync'],
  connectors: ['audit', 'events'],
  delivery: ['audit', 'events', 'connectors'],
  sync: ['audit', 'identity', 'events', 'connectors'],
  webhooks: ['audit', 'events', 'connectors'],
  compliance: ['identity', 'audit', 'events'],
  ledger: [],
  chain: [],
  wallets: ['identity', 'ledger', 'chain', 'compliance'],
  contributions: ['identity', 'ledger', 'chain', 'wallets', 'events'],
  dividends: ['ledger', 'wallets', 'compliance', 'chain', 'events'],
  butler: ['identity', 'events'],
  emergency: ['identity', 'events', 'audit'],
  billing: ['identity', 'ledger', 'events'],
  realtime: ['events', 'analytics'],
  analytics: ['events'],
};

/** Tests, and what only tests use. */
const test = '\\.test\\.tsx?$|(^|/)test(ing)?/';
/** Everything that stands above the hub’s source. */
const above = '^(apps|bench|chaos|e2e|scripts)/';

/** One rule per row of the table. */
const neighbours = Object.entries(allowed).map(([domain, mayUse]) => ({
  name: `neighbours-of-${domain}`,
  comment: `${domain} may use ${mayUse.join(', ') || 'no other domain'}. If it must know more, let the other side tell it by an event, or weigh a new edge in the table.`,
  severity: 'error',
  from: { path: `^src/domains/${domain}/` },
  to: { path: '^src/domains/', pathNot: `^src/domains/(${[domain, ...mayUse].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...neighbours,
    {
      name: 'domain-in-the-table',
      comment: 'A domain that the table in .dependency-cruiser.cjs does not name: add its row.',
      severity: 'error',
      from: { path: '^src/domains/', pathNot: `^src/domains/(${Object.keys(allowed).join('|')})/` },
      to: {},
    },
    {
      name: 'front-door-only',
      comment: 'Others use a domain, or a part of infra, through its index.ts. Export there what they need.',
      severity: 'error',
      from: { path: '^src/(domains|infra)/([^/]+)/' },
      to: { path: '^src/(domains|infra)/[^/]+/(?!index\\.ts$)', pathNot: '^src/$1/$2/' },
    },
    {
      name: 'front-door-only',
      comment: 'Others use a domain, or a part of infra, through its index.ts. Export there what they need.',
      severity: 'error',
      from: { pathNot: '^src/(domains|infra)/' },
      to: { path: '^src/(domains|infra)/[^/]+/(?!index\\.ts$)' },
    },
    {
      name: 'front-door-by-name',
      comment:
        'Write #events, #infra/db, #kernel/errors: an import that climbs with ../ is a trespass to the eye.',
      severity: 'error',
      from: { path: '^src/(domains|infra)/([^/]+)/' },
      to: {
        path: '^src/',
        pathNot: '^src/$1/$2/',
        dependencyTypesNot: ['aliased-subpath-import'],
      },
    },
    {
      name: 'kernel-is-pure',
      comment:
        'The kernel is vocabulary. It imports nothing but itself (and the random bytes of node:crypto).',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: test },
      to: { pathNot: '^src/kernel/|^(node:)?crypto$' },
    },
    {
      name: 'infra-below-domains',
      comment: 'Infra knows no business words. Pass what it needs as a parameter.',
      severity: 'error',
      from: { path: '^src/infra/' },
      to: { path: '^src/domains/' },
    },
    {
      name: 'src-below-apps',
      comment:
        'Apps wire the source together, never the other way round. Pass what is needed as a parameter.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: above },
    },
    {
      name: 'platforms-are-outsiders',
      comment:
        'A platform belongs to another team: it has the packages, npm and Node, and nothing of the hub.',
      severity: 'error',
      from: { path: '^apps/platforms/([^/]+)/' },
      to: { path: `^src/|${above}`, pathNot: '^apps/platforms/($1|chassis|testing)/' },
    },
    {
      name: 'platforms-are-outsiders',
      comment: 'Packages are installed by other teams, without the hub: they have each other, npm and Node.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: `^src/|${above}` },
    },
    {
      name: 'console-lives-in-a-browser',
      comment:
        'The console talks to the hub over HTTP, through packages/sdk; what it imports is sent to a browser. Types are not.',
      severity: 'error',
      from: { path: '^apps/console/', pathNot: `${test}|\\.config\\.ts$` },
      to: { path: `^src/|${above}`, pathNot: '^apps/console/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-lives-in-a-browser',
      comment: 'There is no Node in a browser.',
      severity: 'error',
      from: {
        path: '^(apps/(console|platforms/[^/]+/web)|packages/design/src)/',
        pathNot: `${test}|\\.config\\.ts$`,
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'not-to-tests',
      comment: 'What runs must not need what tests it. Move the shared part out of the test.',
      severity: 'error',
      from: { path: '^(src|apps|packages)/', pathNot: test },
      to: { path: test },
    },
    {
      name: 'not-to-development-packages',
      comment:
        'What runs needs a package that package.json lists for development only: move it to dependencies.',
      severity: 'error',
      from: { path: '^(src|apps|packages)/', pathNot: `${test}|\\.config\\.ts$` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'no-circular',
      comment: 'Modules that need each other are one module, or lack a third that both use.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'The import leads nowhere. Every rule above is blind to it, so it counts as a violation.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Sees `import type` as well, which the compiler removes. Needs TypeScript 6: with 7 alone it would see nothing.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.interlock)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
