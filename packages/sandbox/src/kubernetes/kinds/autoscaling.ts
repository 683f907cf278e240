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

import { ALL_VERBS, ResourceKind } from '../registry';
import { AGE } from './columns';
import { anything, count, list, object, text } from './shapes';

/** Kept and listed; nothing here scales by them. */
export const AUTOSCALING_KINDS: readonly ResourceKind[] = [
  {
    group: 'autoscaling',
    version: 'v2',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
    singular: 'horizontalpodautoscaler',
    shortNames: ['hpa'],
    categories: ['all'],
    namespaced: true,
    custom: false,
    verbs: ALL_VERBS,
    fields: {
      spec: object(
        {
          scaleTargetRef: object({ apiVersion: text, kind: text, name: text }, [
            'kind',
            'name',
          ]),
          minReplicas: { ...count, default: 1 },
          maxReplicas: count,
          metrics: list(anything),
          behavior: anything,
        },
        ['scaleTargetRef', 'maxReplicas'],
      ),
      status: anything,
    },
    required: ['spec'],
    statusSubresource: true,
    generation: false,
    columns: [AGE],
  },
];
