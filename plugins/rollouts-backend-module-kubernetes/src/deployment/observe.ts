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

import type { ObservedExposure } from '@stagecraft/backstage-plugin-rollouts-node';
import { fenceTrouble } from '../write/fence';
import { lastWriterOf } from '../write/lastWriter';
import {
  availableOf,
  configurationOf,
  countsOf,
  FULL_SHARE,
  settledFence,
  shareOf,
  type Deployment,
  type Pair,
} from './pair';

export type Selector = Record<string, string>;

/** Whether a Service with that selector sends requests to the Deployment. */
export function isSelected(selector: Selector, deployment: Deployment) {
  const labels = deployment.spec.template.metadata?.labels ?? {};
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
  );
}

/** The share of the requests that the Service sends to new pods. */
function servedShare(pair: Pair, selector: Selector): number {
  if (!isSelected(selector, pair.new)) return 0;
  const counts = countsOf(pair);
  if (isSelected(selector, pair.baseline)) return shareOf(counts);
  return counts.new > 0 ? FULL_SHARE : 0;
}

/** Why a Deployment's pods are not yet what is asked for, a sentence each. */
export function readyTroubles(deployment: Deployment): string[] {
  const { name, generation } = deployment.metadata;
  const seen = deployment.status?.observedGeneration ?? 0;
  const available = availableOf(deployment);
  const { replicas, paused } = deployment.spec;
  return [
    ...(seen < generation
      ? [`${name} is seen at generation ${seen} and not yet ${generation}`]
      : []),
    ...(available < replicas
      ? [`${name} has ${available} of ${replicas} pods ready`]
      : []),
    ...(paused ? [`${name} is paused by spec.paused`] : []),
  ];
}

function selectorTroubles(pair: Pair, selector: Selector): string[] {
  return [pair.baseline, pair.new]
    .filter(deployment => !isSelected(selector, deployment))
    .map(
      ({ metadata }) =>
        `The Service does not select the pods of ${metadata.name}`,
    );
}

/** What the live pair shows behind a Service with that selector. */
export function observedExposure(
  pair: Pair,
  selector: Selector,
): ObservedExposure {
  const share = servedShare(pair, selector);
  const acceptance = [
    ...selectorTroubles(pair, selector),
    ...readyTroubles(pair.baseline),
    ...readyTroubles(pair.new),
  ];
  const troubles = [
    ...fenceTrouble(pair.baseline.metadata),
    ...fenceTrouble(pair.new.metadata),
    ...acceptance,
  ];
  return {
    exposure: { internal: share, everyone: share },
    fence: settledFence(pair),
    generation: configurationOf(pair),
    accepted: acceptance.length === 0,
    trouble: troubles.length > 0 ? `${troubles.join('. ')}.` : null,
    lastWriter:
      lastWriterOf(pair.new.metadata) ?? lastWriterOf(pair.baseline.metadata),
  };
}
