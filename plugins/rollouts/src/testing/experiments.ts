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

import type {
  Conclusion,
  ConclusionDraft,
  Effect,
  Experiment,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { BY_PHASE } from './phases';
import { rowOf } from './rollouts';
import { at } from './time';
import { EXPERIMENT, LEARNINGS } from './views';

export const BETTER: Effect = {
  metric: 'order-ratio',
  title: 'Orders per visit',
  unit: 'ratio',
  direction: 'higher-is-better',
  baseline: { value: 0.061, count: 41_200 },
  new: { value: 0.0672, count: 39_870 },
  change: 0.102,
  interval: { low: 0.031, high: 0.174 },
  confidence: 0.95,
  verdict: 'better',
  sentence:
    'Orders per visit 6.7 %, baseline 6.1 %: +10.2 %, between +3.1 % and +17.4 %. Better.',
};

export const WORSE: Effect = {
  metric: 'latency-mean',
  title: 'Mean latency',
  unit: 'ms',
  direction: 'lower-is-better',
  baseline: { value: 201, count: 41_200 },
  new: { value: 244, count: 39_870 },
  change: 0.214,
  interval: { low: 0.18, high: 0.25 },
  confidence: 0.95,
  verdict: 'worse',
  sentence:
    'Mean latency 244 ms, baseline 201 ms: +21.4 %, between +18.0 % and +25.0 %. Worse.',
};

export const UNTESTED: Effect = {
  metric: 'latency-p95',
  title: 'p95 latency',
  unit: 'ms',
  direction: 'lower-is-better',
  baseline: { value: 201, count: 41_200 },
  new: { value: 471, count: 230 },
  change: 1.343,
  interval: null,
  confidence: 0.95,
  verdict: 'no-valid-test',
  sentence:
    'p95 latency 471 ms, baseline 201 ms: no valid test, because a quantile carries no counts that one could use.',
};

/** Taken back before anything could be told; may be concluded. */
export const ROLLED_BACK: Experiment = {
  ...EXPERIMENT,
  id: 'e-3',
  title: 'Delivery dates from the new planner',
  rollouts: [rowOf(BY_PHASE['rolled-back'])],
  effects: [UNTESTED],
  conclude: {
    open: true,
    proposed: 'inconclusive',
    proposedBecause: 'No success metric has a valid test.',
  },
};

/** Everyone has it; one metric is better and one is worse. */
export const COMPLETED: Experiment = {
  ...EXPERIMENT,
  id: 'e-catalogue',
  title: 'Pictures in modern formats',
  rollouts: [rowOf(BY_PHASE.completed)],
  effects: [BETTER, WORSE, UNTESTED],
  conclude: {
    open: true,
    proposed: 'refuted',
    proposedBecause: 'Mean latency is worse, and no harm was to be done.',
  },
};

function concluded(experiment: Experiment, conclusion: Conclusion): Experiment {
  return {
    ...experiment,
    conclusion,
    conclude: {
      ...experiment.conclude,
      open: false,
      reason: 'The experiment is concluded already.',
      remedy: 'Propose a new experiment that builds on what was learned.',
    },
  };
}

/** What a conclusion makes of an experiment. */
export function concludedBy(
  experiment: Experiment,
  { outcome, learning, differently }: ConclusionDraft,
): Experiment {
  return concluded(
    { ...experiment, version: experiment.version + 1 },
    {
      outcome,
      learning,
      differently,
      concludedBy: 'user:default/dana',
      concludedAt: at(0),
      effects: experiment.effects,
    },
  );
}

/** By their ids; each learning has its experiment. */
export const EXPERIMENTS: readonly Experiment[] = [
  EXPERIMENT,
  ROLLED_BACK,
  COMPLETED,
  ...LEARNINGS.map(({ experimentId, title, conclusion }) =>
    concluded({ ...EXPERIMENT, id: experimentId, title }, conclusion),
  ),
];
