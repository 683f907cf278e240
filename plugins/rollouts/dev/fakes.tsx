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

import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { rolloutsApiRef } from '../src/api';
import {
  anAudit,
  FakeRollouts,
  freezeHandlers,
  GOVERNED,
  HARM,
  refused,
  TAMPERED,
} from '../src/testing';
import { crowded } from './crowded';
import type { OperationId } from '@stagecraft/backstage-plugin-rollouts-common';

const READS: OperationId[] = [
  'listRollouts',
  'getRollout',
  'listApprovals',
  'getExperiment',
  'listPlaybooks',
  'getPlaybook',
  'listLearnings',
  'listClusters',
  'listFreezes',
  'listDrills',
  'drillStandings',
  'listReviews',
  'countReviews',
  'getReview',
  'getAudit',
  'listActs',
];

const NOTHING = {
  items: [],
  nextCursor: null,
  now: new Date().toISOString(),
};

/** The fake in the state that `?state=` names. */
function fake(): FakeRollouts {
  switch (new URLSearchParams(window.location.search).get('state')) {
    case 'empty':
      return new FakeRollouts([])
        .on('listClusters', () => ({
          items: [],
          now: new Date().toISOString(),
        }))
        .on('listFreezes', input => ({
          ...freezeHandlers.listFreezes(input),
          items: [],
          windows: [],
        }))
        .on('listDrills', () => NOTHING)
        .on('drillStandings', () => ({
          ...NOTHING,
          breaches: ['injected-metric'],
        }))
        .on('listReviews', () => NOTHING)
        .on('listActs', () => NOTHING)
        .on('getAudit', () =>
          anAudit({ head: null, copies: [], verification: null }),
        );
    case 'loading':
      return READS.reduce((api, id) => api.hang(id), new FakeRollouts());
    case 'failing':
      return READS.reduce(
        (api, id) => api.fail(id, new TypeError('Failed to fetch')),
        new FakeRollouts(),
      );
    case 'not-allowed':
      return READS.reduce(
        (api, id) =>
          api.fail(
            id,
            refused(403, {
              message: 'Seeing rollouts is not granted to you.',
              remedy: 'Ask for the permission rollouts.rollout.read.',
            }),
          ),
        new FakeRollouts(),
      );
    case 'harm':
      return new FakeRollouts().on('listHarm', () => ({
        items: HARM,
        now: new Date().toISOString(),
      }));
    case 'crowded':
      return crowded();
    case 'tampered':
      return new FakeRollouts().on('getAudit', () =>
        anAudit({ verification: TAMPERED }),
      );
    case 'governed':
      return new FakeRollouts([GOVERNED]);
    case 'refusing':
      return new FakeRollouts()
        .fail(
          'propose',
          refused(400, {
            message: 'Another rollout moves this target',
            problems: [
              {
                path: ['plan', 'targets', 0],
                message: 'Another rollout moves this target',
                remedy: 'Wait until it has ended, or cancel it',
              },
            ],
          }),
        )
        .fail(
          'commandRollout',
          refused(403, {
            message: 'You are not among those who may lower its exposure.',
            remedy: 'Ask somebody of the owning group, now.',
            whoCould: ['group:default/payments-owners'],
          }),
        );
    case 'stale': {
      const api = new FakeRollouts();
      setTimeout(() => {
        READS.forEach(id => api.fail(id, new TypeError('Failed to fetch')));
      }, 3000);
      return api;
    }
    default:
      return new FakeRollouts();
  }
}

export const fakes = createFrontendModule({
  pluginId: 'rollouts',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({ api: rolloutsApiRef, deps: {}, factory: fake }),
    }),
  ],
});
