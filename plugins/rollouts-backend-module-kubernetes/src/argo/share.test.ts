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

import { argoRollout, weighing } from '../__testUtils__/argoRollouts';
import { TEMPLATE_ANNOTATION, templateSum, VERSIONS_ANNOTATION } from './marks';
import { exposedShare } from './share';

const captured = { [VERSIONS_ANNOTATION]: 'old new' };
const governed = { ...captured, 'stagecraft.dev/governed': 'r a b' };
const byPods = { trafficRouting: undefined };
/** The template of the fixture was put back by a rollback. */
const takenBack = {
  ...captured,
  [TEMPLATE_ANNOTATION]: templateSum({ spec: { containers: [] } }) ?? '',
};

describe('exposedShare', () => {
  it.each<[string, Parameters<typeof argoRollout>[0], number]>([
    ['nobody at the first step', {}, 0],
    [
      'what was asked for before it is given',
      { status: { currentStepIndex: 4 } },
      2_000,
    ],
    [
      'what is given for as long as it is',
      { status: { currentStepIndex: 1, ...weighing(20) } },
      2_000,
    ],
    [
      'what is given after an abort that moved nothing yet',
      { status: { abort: true, ...weighing(20) } },
      2_000,
    ],
    ['nobody after an abort', { status: { abort: true } }, 0],
    [
      'everybody on a promotion in full',
      { status: { promoteFull: true } },
      10_000,
    ],
    [
      'everybody after the last step',
      { status: { currentStepIndex: 8 } },
      10_000,
    ],
    [
      'everybody once the new version was promoted',
      { annotations: captured, status: { stableRS: 'new' } },
      10_000,
    ],
    [
      'everybody once yet another version was promoted',
      {
        annotations: governed,
        status: { stableRS: 'third', currentPodHash: 'third' },
      },
      10_000,
    ],
    [
      'what the promoted version keeps while the old one comes back',
      {
        annotations: captured,
        status: { stableRS: 'new', currentPodHash: 'old', ...weighing(30) },
      },
      7_000,
    ],
    [
      'nobody once the old version is back',
      { annotations: captured, status: { currentPodHash: 'old' } },
      0,
    ],
    [
      'what the new version still has with the old template back',
      {
        annotations: captured,
        status: { currentPodHash: 'old', ...weighing(100, 'new') },
      },
      10_000,
    ],
    [
      'nobody while the weight is that of the old version, just promoted again',
      {
        annotations: captured,
        status: { currentPodHash: 'old', ...weighing(100, 'old') },
      },
      0,
    ],
    [
      'nobody by the marks of an earlier rollout',
      {
        annotations: { [VERSIONS_ANNOTATION]: 'older old' },
        status: { stableRS: 'latest', currentPodHash: 'latest' },
      },
      0,
    ],
    [
      'everybody before the controller has said anything of one taken back',
      {
        annotations: takenBack,
        status: { stableRS: undefined, currentPodHash: undefined },
      },
      10_000,
    ],
    [
      'everybody while the new version is stable, whatever hash the old one has when it comes back',
      {
        annotations: takenBack,
        status: { stableRS: 'new', currentPodHash: 'again' },
      },
      10_000,
    ],
    [
      'nobody once the old version is stable again under another hash',
      {
        annotations: takenBack,
        status: { stableRS: 'again', currentPodHash: 'again' },
      },
      0,
    ],
    [
      'everybody while that hash is of a generation before',
      {
        annotations: takenBack,
        generation: 4,
        status: { stableRS: 'again', currentPodHash: 'again' },
      },
      10_000,
    ],
    [
      'what the new version gets while only conditions were written since the template went back',
      {
        annotations: takenBack,
        status: { currentStepIndex: 1, ...weighing(5) },
      },
      500,
    ],
    [
      'everybody while only conditions were written and the new version is stable',
      {
        annotations: takenBack,
        status: { stableRS: 'new', ...weighing(100, 'new') },
      },
      10_000,
    ],
    [
      'nobody while the next template waits after a rollback',
      {
        annotations: takenBack,
        spec: { template: { spec: { containers: [{ name: 'next' }] } } },
        status: { stableRS: 'again', currentPodHash: 'next' },
      },
      0,
    ],
    [
      'a third of the pods rounded up',
      {
        canary: byPods,
        status: { canary: {}, replicas: 3, updatedReplicas: 1 },
      },
      3_334,
    ],
    [
      'pods that are still there with the old template back',
      {
        canary: byPods,
        status: {
          canary: {},
          currentPodHash: 'old',
          replicas: 5,
          updatedReplicas: 4,
        },
      },
      2_000,
    ],
  ])('is %s', (_, parts, share) => {
    expect(exposedShare(argoRollout(parts))).toBe(share);
  });
});
