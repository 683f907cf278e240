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

import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const PAGE = resolvePackagePath(
  '@stagecraft/backstage-plugin-rollouts-backend',
  '../../docs/flagger-and-argo.md',
);
const { STAGECRAFT_TEST_KUBECTL: program = 'kubectl' } = process.env;
const { STAGECRAFT_TEST_KUBECONFIG: kubeconfig = '' } = process.env;
const namespace = `analysis-${randomUUID().slice(0, 8)}`;

const templateSchema = z.looseObject({
  kind: z.literal('AnalysisTemplate'),
  spec: z.looseObject({
    args: z.array(z.looseObject({ name: z.string() })),
    metrics: z
      .array(
        z.looseObject({
          provider: z.looseObject({ web: z.looseObject({ url: z.string() }) }),
        }),
      )
      .length(1),
  }),
});
const runSchema = z.object({
  status: z
    .object({
      phase: z.string(),
      metricResults: z
        .array(
          z.looseObject({
            measurements: z
              .array(
                z.looseObject({
                  phase: z.string(),
                  value: z.string().nullish(),
                }),
              )
              .default([]),
          }),
        )
        .default([]),
    })
    .optional(),
});

async function kubectl(args: string[], input?: unknown): Promise<string> {
  const all = ['--kubeconfig', kubeconfig, '-n', namespace, ...args];
  const running = promisify(execFile)(program, all);
  running.child.stdin?.end(input === undefined ? '' : JSON.stringify(input));
  return (await running).stdout;
}

/** As people do, and with nothing that the server does not know. */
function create(manifest: object): Promise<string> {
  const args = ['create', '--validate=strict', '-o', 'json', '-f', '-'];
  return kubectl(args, manifest);
}

/** The template of the page, asking here. */
function documented(server: string) {
  const [, text] = /```yaml\n(apiVersion: argoproj[^]*?)```/.exec(
    readFileSync(PAGE, 'utf8'),
  ) ?? [undefined, ''];
  const template = templateSchema.parse(parse(text));
  const [{ provider }] = template.spec.metrics;
  provider.web.url = provider.web.url.replace(
    'https://portal.example.com',
    server,
  );
  return template;
}

describe('an analysis of the real Argo Rollouts', () => {
  let portal: TestPortal;
  let template: z.infer<typeof templateSchema>;

  beforeAll(async () => {
    if (kubeconfig === '') {
      throw new Error(
        'It needs a real cluster: run it by npm run test:cluster.',
      );
    }
    portal = await TestPortal.start(databases);
    const address = portal.server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    template = documented(`http://127.0.0.1:${port}`);
    const token = mockCredentials.service.token({
      onBehalfOf: mockCredentials.service('external:test-service'),
      targetPluginId: 'rollouts',
    });
    await kubectl(['create', 'namespace', namespace]);
    await create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'stagecraft' },
      stringData: { token },
    });
    await create(template);
  });

  afterAll(async () => {
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
    await portal?.stop();
  });

  /** A run of the template, once its first measurement is there. */
  async function measured(name: string) {
    const values: Record<string, string> = {
      namespace: 'storefront',
      name: 'checkout',
      hash: '85d557f47b',
    };
    await create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: { name },
      spec: {
        ...template.spec,
        args: template.spec.args.map(arg =>
          arg.name in values ? { ...arg, value: values[arg.name] } : arg,
        ),
      },
    });
    for (let tries = 0; tries < 100; tries += 1) {
      const run = await kubectl(['get', 'analysisrun', name, '-o', 'json']);
      const { status } = runSchema.parse(JSON.parse(run));
      const [first] = status?.metricResults[0]?.measurements ?? [];
      if (status && first) {
        return [first.phase, JSON.parse(first.value ?? 'null'), status.phase];
      }
    }
    throw new Error('The analysis measured nothing');
  }

  async function give(name: string, command: (planHash: string) => object) {
    const { body } = await portal.as('omar').get(`/rollouts/${name}`);
    const { version, planHash } = operations.getRollout.response.parse(body);
    const answer = await portal
      .as('omar')
      .post(`/rollouts/${name}/commands`, { version, ...command(planHash) });
    expect(answer.body.error).toBe(undefined);
  }

  /** The controller opens the stage a moment after the start. */
  async function untilDecided(result: string): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const { body } = await portal
        .asService()
        .get('/gates/argo?namespace=storefront&name=checkout');
      if (body.result === result) return;
    }
    throw new Error(`It is never ${result}`);
  }

  it('waits, goes on and stops by what was decided here', async () => {
    expect(await measured('none')).toEqual(['Inconclusive', 'wait', 'Running']);

    const { body } = await portal
      .as('dana')
      .post('/experiments', makeProposal());
    await give(body.rolloutId, planHash => ({
      command: 'approve',
      stageIndex: 0,
      planHash,
      reason: 'Safe',
    }));
    await give(body.rolloutId, () => ({ command: 'start', reason: 'Now' }));
    await untilDecided('go');
    expect(await measured('open')).toEqual(['Successful', 'go', 'Successful']);

    await give(body.rolloutId, () => ({
      command: 'roll-back',
      reason: 'Slow',
    }));
    expect(await measured('back')).toEqual(['Failed', 'stop', 'Failed']);
  });
});
