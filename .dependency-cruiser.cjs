// The folder rules: who may import whom. `npm run lint` checks them, and docs/architecture.md says them in words.
const API = '^api/src';

/** From the bottom up: a folder of the API imports those of its own row's names and of the rows before it. */
const LAYERS = [
  ['errors', 'config'],
  ['mongo', 'logging'],
  ['http'],
  ['main-db', 'organization-profile'],
  ['tenancy'],
  ['audit', 'outbox'],
  ['auth', 'idempotency'],
  ['access', 'store-directory'],
  ['jobs', 'ledger'],
];
const folder = (...names) => `${API}/(${names.join('|')})/`;

/** A layer imports nothing of the layers above it, and no feature. */
const downwards = LAYERS.map((names, index) => ({
  name: `${names.join('-and-')}-import-downwards`,
  severity: 'error',
  comment: 'Folders import downwards only: a feature may use the foundations, never the other way round.',
  from: { path: folder(...names) },
  to: {
    path: `${API}/[^/]+/`,
    pathNot: folder(...LAYERS.slice(0, index + 1).flat()),
  },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-folder-cycles',
      severity: 'error',
      comment: 'No two folders import each other, directly or over others.',
      scope: 'folder',
      from: { path: '^(api/src/[^/]+|packages/[^/]+/src/[^/]+|web/src/[^/]+)$' },
      to: { circular: true },
    },
    ...downwards,
    {
      name: 'migrations-know-no-feature',
      severity: 'error',
      comment: 'A step works on the documents as they were: what a schema says now is nothing to it.',
      from: { path: `${API}/migrations/` },
      to: { path: `${API}/[^/]+/`, pathNot: folder('tenancy', 'migrations') },
    },
    {
      name: 'main-is-for-signing-in',
      severity: 'error',
      comment: 'After sign-in a request works in its tenant alone.',
      from: {
        path: `${API}/`,
        pathNot: `${API}/(main-db|auth|access|users|organizations|outbox|tenancy|tenant-moves|backups|metrics|rate-limits|main\\.ts|health|verification|jobs|app\\.module|demo/demo\\.ts)`,
      },
      to: { path: `${API}/main-db/` },
    },
    {
      name: 'the-domain-is-pure',
      severity: 'error',
      comment: 'No I/O and no clock: a till and a server must come to the same cent.',
      from: { path: '^packages/domain/src', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'features-of-the-web-are-apart',
      severity: 'error',
      comment: 'What two of them need stands in domain, components or lib; the session is shared by all.',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/($1|session)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(dist|node_modules)/|\\.spec\\.tsx?$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.css'] },
  },
};
