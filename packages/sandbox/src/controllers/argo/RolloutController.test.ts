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

import { createSandbox, type Sandbox } from '../../sandbox';
import { until } from '../../__testUtils__/until';
import { MERGE_PATCH } from '../../kubernetes/patch';
import type { KubeObject } from '../../kubernetes/object';
import { statusOf, type RolloutStatus } from './rolloutShape';

const NAMESPACE = 'storefront';
const ROLLOUTS = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/rollouts`;
const SETS = `/apis/apps/v1/namespaces/${NAMESPACE}/replicasets`;
const CORE = `/api/v1/namespaces/${NAMESPACE}/services`;
const ROUTES = `/apis/gateway.networking.k8s.io/v1/namespaces/${NAMESPACE}/httproutes`;

const STEPS = [0, 20, 50].flatMap(setWeight => [{ setWeight }, { pause: {} }]);

function template(version: string) {
  return {
    metadata: { labels: { app: 'shop' } },
    spec: { containers: [{ name: 'shop', image: `shop:${version}` }] },
  };
}

describe('the sandbox as the Argo Rollouts controller', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await createSandbox({
      traffic: false,
      controllerDelayMilliseconds: 1,
    });
    for (const name of ['shop-stable', 'shop-canary']) {
      await send('POST', CORE, {
        metadata: { name },
        spec: { selector: { app: 'shop' }, ports: [{ port: 80 }] },
      });
    }
  });

  afterAll(() => sandbox?.stop());

  async function send(method: string, path: string, body?: object) {
    const answer = await fetch(new URL(path, sandbox.url), {
      method,
      headers: {
        'content-type': method === 'PATCH' ? MERGE_PATCH : 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const content = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(content));
    return content;
  }

  async function settled(
    name: string,
    is: (status: RolloutStatus) => boolean,
  ): Promise<RolloutStatus> {
    return until(`Rollout ${name}`, async () => {
      const status = statusOf(await send('GET', `${ROLLOUTS}/${name}`));
      return is(status) ? status : undefined;
    });
  }

  const patchStatus = (name: string, status: object) =>
    send('PATCH', `${ROLLOUTS}/${name}/status`, { status });

  /** A Rollout whose second version waits at its first pause. */
  async function updating(name: string, strategy: object = {}) {
    await send('POST', ROLLOUTS, {
      metadata: { name },
      spec: {
        replicas: 10,
        selector: { matchLabels: { app: 'shop' } },
        template: template('1'),
        strategy: {
          canary: {
            stableService: 'shop-stable',
            canaryService: 'shop-canary',
            steps: STEPS,
            ...strategy,
          },
        },
      },
    });
    const first = await settled(name, ({ phase }) => phase === 'Healthy');
    await send('PATCH', `${ROLLOUTS}/${name}`, {
      spec: { template: template('2') },
    });
    await settled(name, ({ phase }) => phase === 'Paused');
    return first;
  }

  async function podsOf(name: string): Promise<Record<string, number>> {
    const { items } = await send('GET', SETS);
    return Object.fromEntries(
      (items as KubeObject[])
        .filter(({ metadata }) => metadata.ownerReferences?.[0].name === name)
        .map(({ metadata, status }) => [
          metadata.labels?.['rollouts-pod-template-hash'],
          Number(status?.readyReplicas),
        ]),
    );
  }

  const promote = (name: string) =>
    patchStatus(name, { pauseConditions: null });

  it('holds an update at its first pause, and goes on where it is cleared', async () => {
    const first = await updating('steps');
    const held = await settled('steps', ({ phase }) => phase === 'Paused');
    expect(held).toMatchObject({
      currentStepIndex: 1,
      controllerPause: true,
      observedGeneration: '2',
      stableRS: first.stableRS,
      replicas: 10,
      updatedReplicas: 0,
    });
    await promote('steps');
    const next = await settled(
      'steps',
      ({ currentStepIndex, phase }) =>
        currentStepIndex === 3 && phase === 'Paused',
    );
    expect(next).toMatchObject({ updatedReplicas: 2, replicas: 10 });
    expect(await podsOf('steps')).toEqual({
      [String(first.stableRS)]: 8,
      [String(next.currentPodHash)]: 2,
    });
  });

  it('goes to the step that the status names, up or down', async () => {
    await updating('jump');
    for (const [index, pods] of [
      [4, 5],
      [2, 2],
      [0, 0],
    ]) {
      await patchStatus('jump', {
        pauseConditions: null,
        controllerPause: false,
        currentStepIndex: index,
      });
      const status = await settled(
        'jump',
        ({ currentStepIndex, phase }) =>
          currentStepIndex === index + 1 && phase === 'Paused',
      );
      expect(status.updatedReplicas).toBe(pods);
    }
  });

  it('promotes after the last step', async () => {
    const first = await updating('promoted');
    await patchStatus('promoted', { promoteFull: true });
    const status = await settled(
      'promoted',
      ({ phase }) => phase === 'Healthy',
    );
    expect(status.stableRS).not.toBe(first.stableRS);
    expect(status.promoteFull).toBe(false);
    expect(await podsOf('promoted')).toMatchObject({
      [String(status.stableRS)]: 10,
      [String(first.stableRS)]: 0,
    });
  });

  it('drops an abort while it promotes in full', async () => {
    const first = await updating('race');
    await patchStatus('race', { promoteFull: true, abort: true });
    const status = await settled('race', ({ phase }) => phase === 'Healthy');
    expect(status.stableRS).not.toBe(first.stableRS);
    expect(status.abort).toBe(false);
  });

  it('leaves the template on an abort, and ends it with the old template', async () => {
    const first = await updating('back');
    await promote('back');
    await settled('back', ({ updatedReplicas }) => updatedReplicas === 2);
    await patchStatus('back', { abort: true });
    await settled('back', ({ phase }) => phase === 'Degraded');
    expect(await podsOf('back')).toMatchObject({
      [String(first.stableRS)]: 10,
    });
    await send('PATCH', `${ROLLOUTS}/back`, {
      spec: { template: template('1') },
    });
    expect(
      await settled('back', ({ phase }) => phase === 'Healthy'),
    ).toMatchObject({
      abort: false,
      currentPodHash: first.stableRS,
      currentStepIndex: STEPS.length,
    });
  });

  it('begins anew when steps are edited', async () => {
    await updating('edited');
    await promote('edited');
    await settled('edited', ({ currentStepIndex }) => currentStepIndex === 3);
    await send('PATCH', `${ROLLOUTS}/edited`, {
      spec: {
        strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } },
      },
    });
    expect(
      await settled(
        'edited',
        ({ observedGeneration, phase }) =>
          observedGeneration === '3' && phase === 'Paused',
      ),
    ).toMatchObject({ currentStepIndex: 1, updatedReplicas: 1 });
  });

  it('moves the weights of the route it is given', async () => {
    await send('POST', ROUTES, {
      metadata: { name: 'shop' },
      spec: {
        parentRefs: [{ name: 'public', namespace: 'gateway' }],
        rules: [
          {
            backendRefs: [
              { name: 'shop-stable', port: 80 },
              { name: 'shop-canary', port: 80, weight: 0 },
            ],
          },
        ],
      },
    });
    await updating('routed', {
      trafficRouting: {
        plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'shop' } },
      },
    });
    await promote('routed');
    const status = await settled(
      'routed',
      ({ currentStepIndex }) => currentStepIndex === 3,
    );
    expect(status.canary?.weights).toMatchObject({
      canary: { weight: 20 },
      stable: { weight: 80 },
    });
    const { spec } = await send('GET', `${ROUTES}/shop`);
    expect(spec.rules[0].backendRefs).toMatchObject([
      { name: 'shop-stable', weight: 80 },
      { name: 'shop-canary', weight: 20 },
    ]);
  });

  it('changes nothing while a Service is missing', async () => {
    await updating('lost');
    await send('PATCH', `${ROLLOUTS}/lost`, {
      spec: { strategy: { canary: { canaryService: 'elsewhere' } } },
    });
    await settled('lost', ({ phase }) => phase === 'Degraded');
    await promote('lost');
    expect(
      await settled('lost', ({ phase }) => phase === 'Degraded'),
    ).toMatchObject({ currentStepIndex: 1, updatedReplicas: 0 });
  });

  it('takes its template from a Deployment', async () => {
    await send('POST', `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`, {
      metadata: { name: 'shop-workload' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'shop' } },
        template: template('1'),
      },
    });
    await send('POST', ROLLOUTS, {
      metadata: { name: 'referring' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'shop' } },
        workloadRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'shop-workload',
        },
        strategy: { canary: { steps: STEPS } },
      },
    });
    const first = await settled(
      'referring',
      ({ phase }) => phase === 'Healthy',
    );
    await send(
      'PATCH',
      `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/shop-workload`,
      { spec: { template: template('2') } },
    );
    const status = await settled(
      'referring',
      ({ phase }) => phase === 'Paused',
    );
    expect(status).toMatchObject({
      stableRS: first.stableRS,
      workloadObservedGeneration: '2',
    });
  });
});
