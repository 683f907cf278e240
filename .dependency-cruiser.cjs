/*
 * Which way the arrows between rooms may go. `npm test` checks it; a rule that
 * is broken names the two files.
 */

const BACKEND = '^plugins/rollouts-backend/src';
const FRONTEND = '^plugins/rollouts/src';

/** Tests, and what only they use, may look everywhere. */
const TESTS = '([.]test[.]tsx?$|/(__testUtils__|testing)/|/testing[.]tsx?$)';

/** The backend's rooms, from the ground up: each knows those before it. */
const ROOMS = [
  'chain',
  'lifecycle',
  'assessment',
  'problems',
  'freezes',
  'policy',
  'insights',
  'people',
  'store',
  'pipeline',
  'permissions',
  'sampling',
  'gates',
  'governance',
  'controller',
  'outbox',
  'reviews',
  'drills',
  'audit',
  'views',
  'discussion',
  'actions',
  'http',
];

/** Of these, those that compute and do nothing else. */
const PURE = [
  'lifecycle',
  'assessment',
  'freezes',
  'policy',
  'insights',
  'chain',
];

const upwards = ROOMS.slice(0, -1).map((room, index) => ({
  name: `rooms-above-${room}`,
  comment: `${room} is below the rooms that it imports: move what they share to the lower one`,
  severity: 'error',
  from: { path: `${BACKEND}/${room}/`, pathNot: TESTS },
  to: { path: `${BACKEND}/(${ROOMS.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Files that import each other are one file, or share a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...upwards,
    {
      name: 'rooms-know-no-assembly',
      comment:
        'Rooms are put together by the files beside them; they are handed what they need',
      severity: 'error',
      from: { path: `${BACKEND}/[^/]+/`, pathNot: TESTS },
      to: { path: `${BACKEND}/[^/]+[.]ts$` },
    },
    {
      name: 'rooms-are-listed',
      comment: 'A new room has its place in the order above',
      severity: 'error',
      from: {
        path: `${BACKEND}/[^/]+/`,
        pathNot: [TESTS, `${BACKEND}/(${ROOMS.join('|')}|faults|promises)/`],
      },
      to: {},
    },
    {
      name: 'pure-rooms-do-nothing',
      comment:
        'The same input gives the same answer: no database, file, network or clock',
      severity: 'error',
      from: { path: `${BACKEND}/(${PURE.join('|')})/`, pathNot: TESTS },
      to: {
        path: [
          '^(node:)?(fs|fs/promises|http|https|net|child_process|timers|worker_threads)$',
          'node_modules/(knex|pg|express|@kubernetes|@backstage/backend-)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'shared-words-run-everywhere',
      comment: 'Browser and server use the same words',
      severity: 'error',
      from: { path: '^plugins/rollouts-common/src', pathNot: TESTS },
      to: {
        path: [
          '^plugins/(?!rollouts-common/)',
          'node_modules/(react|@backstage/(backend|core|frontend)-)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'interfaces-know-no-backend',
      comment: 'Modules are written against rollouts-node and rollouts-common',
      severity: 'error',
      from: {
        path: '^plugins/(rollouts-node|rollouts-backend-module-[^/]+|scaffolder-[^/]+|search-[^/]+)/src',
        pathNot: TESTS,
      },
      to: { path: '^plugins/(rollouts-backend|rollouts)/' },
    },
    {
      name: 'pages-know-the-contract-alone',
      comment: 'What pages know of the backend is the contract',
      severity: 'error',
      from: { path: FRONTEND, pathNot: TESTS },
      to: { path: '^plugins/(?!rollouts/|rollouts-common/)' },
    },
    {
      name: 'pages-know-no-other-page',
      comment: 'What two pages show stands in a room below both',
      severity: 'error',
      from: { path: `${FRONTEND}/pages/([^/]+)/`, pathNot: TESTS },
      to: { path: `${FRONTEND}/pages/`, pathNot: `${FRONTEND}/pages/$1/` },
    },
    {
      name: 'pages-are-on-top',
      comment: 'What pages are made of knows no page',
      severity: 'error',
      from: {
        path: `${FRONTEND}/(?!pages/|root/|entity/|home/)[^/]+/`,
        pathNot: TESTS,
      },
      to: { path: `${FRONTEND}/(pages|root|entity|home)/` },
    },
    {
      name: 'tests-stay-out',
      comment: 'What only tests use is not shipped',
      severity: 'error',
      from: { path: '^(plugins|packages)/[^/]+/src', pathNot: TESTS },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
