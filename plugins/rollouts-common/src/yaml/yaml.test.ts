/*
 * Copyright 2026 The Stagecraft Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import fc from 'fast-check';
import { canonicalJson } from '../canonical';
import { playbookDocumentSchema, type Plan } from '../words';
import {
  draftOf,
  planFromYaml,
  planToYaml,
  playbookFromYaml,
  playbookToYaml,
} from './documents';
import { readYaml } from './readYaml';
import { anyPlaybook } from './__testUtils__/anyPlaybook';

const EXPERIMENT = {
  title: 'One page: "checkout"',
  businessGoal: 'More shoppers\nfinish #1',
  hypothesis: {
    belief: 'yes',
    audience: 'null',
    expectedOutcome: '1e3',
    refutedBy: '- no',
  },
};

const planOf = (stages: Plan['stages'], guardrails: Plan['guardrails']) =>
  ({
    format: 1,
    service: 'component:default/checkout',
    environment: 'production',
    playbook: { id: 'standard', version: 2 },
    artefacts: {
      images: [{ name: 'checkout', digest: `sha256:${'0'.repeat(64)}` }],
      commit: '0123456',
      build: 'https://ci.example/7',
      authors: ['user:default/dana'],
    },
    targets: [
      {
        kind: 'gateway-api',
        cluster: 'eu-1',
        namespace: 'shop',
        name: 'checkout',
        backends: { baseline: 'a', new: 'b' },
      },
    ],
    stages,
    guardrails,
    successMetrics: [{ metric: 'orders', worthwhile: 0.02 }],
    decisionRule: 'do-no-harm',
    schedule: { start: 'by-hand' },
    end: '2026-12-01T00:00:00Z',
    rollbackPlan: { kind: 'restore-baseline', notes: 'Press it' },
    metricDefinitions: {},
  } satisfies Plan);

describe('what is written and read again', () => {
  it('is the same playbook', () => {
    fc.assert(
      fc.property(anyPlaybook, playbook => {
        const right = playbookDocumentSchema.parse(playbook);
        const text = playbookToYaml(right, 'A playbook');
        const read = playbookFromYaml(text);
        expect(read.problems).toEqual([]);
        expect(canonicalJson(read.value)).toBe(canonicalJson(right));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same plan, service and experiment', () => {
    fc.assert(
      fc.property(anyPlaybook, ({ stages, guardrails }) => {
        const plan = planOf(stages, guardrails);
        const read = planFromYaml(planToYaml(plan, EXPERIMENT, 'A plan'));
        expect(canonicalJson(read.value)).toBe(
          canonicalJson({
            service: plan.service,
            experiment: EXPERIMENT,
            plan: draftOf(plan),
          }),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('is the same text, whatever order the keys came in', () => {
    const [playbook] = fc.sample(anyPlaybook, 1);
    const turned = JSON.parse(canonicalJson(playbook));
    expect(playbookToYaml(turned, 'X')).toBe(playbookToYaml(playbook, 'X'));
  });
});

const stageLine = '  - name: a\n';
const laughs = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const before = `*${'abcdefgh'[index]}`;
    return `${name}: &${name} [${Array(9).fill(before).join(', ')}]`;
  }),
].join('\n');

describe.each<[what: string, text: string, says: RegExp, line: number]>([
  [
    '10 000 stages',
    `id: many\nstages:\n${stageLine.repeat(10_000)}`,
    /stages has 10000 entries, at most 20 are read/,
    23,
  ],
  [
    '21 stages',
    `id: many\nstages:\n${stageLine.repeat(51)}`,
    /stages has 51 entries, at most 20 are read/,
    23,
  ],
  ['a cycle', 'id: x\nstages: &a\n  - *a\n', /\*a stands inside/, 3],
  ['a cycle of the whole', '&a\nid: *a\n', /\*a stands inside/, 2],
  [
    'a tag that would execute',
    'id: x\ntitle: !!js/function "function () { throw 1 }"\n',
    /The tag !!js\/function is not read/,
    2,
  ],
  ['a tag of its own', 'id: !env HOME\n', /The tag !env is not read/, 1],
  ['a tag of YAML 1.1', 'id: !!binary aGk=\n', /The tag !!binary/, 1],
  ['a billion laughs', laughs, /More than 20 parts repeat others/, 4],
  [
    'repeats that double',
    [
      'a: &a [x, x]',
      'b: &b [*a, *a]',
      'c: &c [*b, *b]',
      'd: &d [*c, *c]',
      'e: &e [*d, *d]',
      'f: &f [*e, *e]',
    ].join('\n'),
    /repeat others too often/,
    1,
  ],
  [
    'a repeat of nothing',
    'id: *nobody\n',
    /\*nobody repeats a part that has no such name/,
    1,
  ],
  ['a name given twice', 'id: a\ntitle: b\nid: c\n', /id is given twice/, 3],
  ['two documents', 'id: a\n---\nid: b\n', /more than one document/, 2],
  ['a name that is no text', '? [a, b]\n: c\n', /A name is plain text/, 1],
  ['more than 200 kB', `id: x\n#${'y\n#'.repeat(80_000)}`, /200 kB/, 1],
  ['a line without end', `id: ${'['.repeat(50_000)}`, /longer than 8000/, 1],
  ['deep nesting', `${'- '.repeat(3_000)}x`, /nested too deeply/, 1],
  ['sequences within', `${'[]\n'.repeat(30_000)}`, /./, 2],
  ['a torn text', 'id: "x\n', /./, 2],
  [
    'names by the thousand',
    Array.from({ length: 15_000 }, (_, i) => `k${i}: 1`).join('\n'),
    /15000 entries/,
    51,
  ],
])('%s', (_, text, says, line) => {
  it('is refused with its line, within a second of work', () => {
    // Time of this process alone: others may have the processor.
    const before = process.cpuUsage();
    const { value, problems } = playbookFromYaml(text);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(1_000_000);
    expect(value).toBeNull();
    expect(problems[0]?.message).toMatch(says);
    expect(problems[0]?.line).toBe(line);
    expect(problems.length).toBeLessThanOrEqual(30);
  });
});

it.each<[text: string, says: string, line: number]>([
  ['id: Not A Slug\n', 'Use lower case letters, digits and dashes', 1],
  ['id: x\ntitel: y\n', 'Not known here: titel', 2],
  [
    'id: x\nstages:\n  - audience:\n      kind: nobody\n',
    'Use one of internal, segment, everyone',
    4,
  ],
  [
    'id: x\nstages:\n  - undecided: maybe\n',
    'Use one of remind, hold, roll-back',
    3,
  ],
  ['id: x\nstages:\n  - name: a\n', 'audience is missing', 3],
  ['id: x\ntitle: [a]\n', 'Give text', 2],
  ['id: x\nroles: many\n', 'Give a list', 2],
  ['id: x\nendsAfterSeconds: 1h\n', 'Give a number', 2],
  ['id: x\ndemonstration: 1\n', 'Give true or false', 2],
  ['id: x\nstages: []\n', 'Give at least 1', 2],
  ['- id: x\n', 'Give a map of names and values', 1],
  [
    'id: x\nt\u0456tle: y\n',
    'Not known here: t\u0456tle (with the character U+0456, which only looks plain)',
    2,
  ],
])('names the line of every field that is wrong: %j', (text, says, line) => {
  const { problems } = playbookFromYaml(text);
  expect(problems).toContainEqual(
    expect.objectContaining({ message: says, line }),
  );
});

it('reads what repeats a little, and plain words as words', () => {
  expect(
    readYaml('a: &a {x: 1}\nb: *a\nc: no\nd: 012\ne: 2026-01-01').value,
  ).toEqual({ a: { x: 1 }, b: { x: 1 }, c: 'no', d: 12, e: '2026-01-01' });
});

it('finds nothing wrong in a text without content but that it is missing', () => {
  expect(playbookFromYaml('# only a remark\n').problems).toMatchObject([
    { line: 1 },
  ]);
});
