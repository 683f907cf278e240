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

import type { TargetEvent } from '@stagecraft/backstage-plugin-rollouts-node';
import * as fc from 'fast-check';
import { eventManifest } from './manifest';

const REGARDING = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: {
    name: 'checkout',
    namespace: 'shop',
    uid: 'u-1',
    resourceVersion: '7',
  },
};
const EVENT: TargetEvent = {
  target: {
    kind: 'gateway-api',
    cluster: 'production',
    namespace: 'shop',
    name: 'checkout',
    backends: { baseline: 'checkout-stable', new: 'checkout-next' },
  },
  rolloutId: 'r-1',
  decision: 'e-1/7',
  at: new Date('2026-03-01T12:00:00.250Z'),
  command: 'acknowledge-restore',
  reason: 'RolledBack',
  severity: 'normal',
  actor: { ref: 'controller', name: 'Stagecraft' },
  text: 'Rolled back.',
  link: 'https://portal.example.com/rollouts/r-1',
};

function manifestOf(change: Partial<TargetEvent> = {}, name = 'checkout') {
  const metadata = { ...REGARDING.metadata, name };
  const regarding = { ...REGARDING, metadata };
  return eventManifest({ ...EVENT, ...change }, regarding, 'portal-0');
}

describe('an Event', () => {
  it('says what became of what, by whom, and where to read more', () => {
    expect(manifestOf()).toMatchObject({
      metadata: {
        namespace: 'shop',
        annotations: {
          'stagecraft.dev/rollout': 'r-1',
          'stagecraft.dev/decision': 'e-1/7',
          'stagecraft.dev/actor': 'controller',
        },
      },
      eventTime: '2026-03-01T12:00:00.250000Z',
      type: 'Normal',
      reason: 'RolledBack',
      action: 'AcknowledgeRestore',
      note: 'Rolled back. By Stagecraft, decision e-1/7: https://portal.example.com/rollouts/r-1',
      regarding: { kind: 'HTTPRoute', name: 'checkout', uid: 'u-1' },
      reportingInstance: 'portal-0',
    });
  });

  it('keeps within the limits, in one line, and keeps its end', () => {
    const long = (most: number) =>
      fc
        .tuple(fc.string({ unit: 'binary' }), fc.nat(most))
        .map(([part, times]) => part.repeat(times));
    fc.assert(
      fc.property(long(600), long(100), (text, name) => {
        const { note } = manifestOf({ text, actor: { ref: 'u', name } });
        expect(Buffer.byteLength(note)).toBeLessThanOrEqual(1024);
        expect(note).not.toMatch(/\p{Cc}/u);
        expect(note).toContain(`, decision e-1/7: ${EVENT.link}`);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['another decision', { decision: 'e-1/8' }, 'checkout'],
    ['another object', {}, 'checkout-next'],
    ['another flag', { target: { ...EVENT.target, part: 'x' } }, 'checkout'],
  ])('has a name of its own for %s', (_, change, object) => {
    expect(manifestOf({ at: new Date(0) }).metadata.name).toBe(
      manifestOf().metadata.name,
    );
    expect(manifestOf(change, object).metadata.name).not.toBe(
      manifestOf().metadata.name,
    );
  });

  it("has a name that Kubernetes takes, however long the object's", () => {
    const { name } = manifestOf({}, `${'a.'.repeat(126)}a`).metadata;
    expect(name).toMatch(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    );
    expect(name.length).toBeLessThanOrEqual(253);
  });
});
