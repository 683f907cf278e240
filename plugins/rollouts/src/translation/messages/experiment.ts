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

export const experiment = {
  title: 'Experiment',
  failed: 'The experiment could not be loaded',
  requested: 'Requested by',
  goal: 'Business goal',
  hypothesis: 'Hypothesis',
  tags: 'Tags',
  effects: {
    title: 'Success metrics',
    concluded: 'Success metrics, as concluded',
    none: 'No effect is known yet. It is measured from the first stage that exposes anybody on, new version against the baseline of the same time.',
    valid: 'The test of every success metric is valid.',
    someValid: 'Only {{valid}} of {{all}} success metrics have a valid test.',
    notValid:
      'There is no valid test. Without one the hypothesis is neither validated nor refuted, whatever the numbers look like.',
    better: 'Better',
    worse: 'Worse',
    'no-clear-difference': 'No clear difference',
    'no-valid-test': 'No valid test',
    noChange: 'no change',
    betterSide: 'better',
    version: 'Version',
    new: 'New version',
    baseline: 'Baseline',
    value: 'Value',
    count: 'Observations',
    change: 'Change',
    interval: 'Interval',
    intervalText: '{{low}} to {{high}}, at {{confidence}} confidence',
    noInterval: 'none without a valid test',
    noValue: 'no data',
  },
  rollouts: 'Rollouts',
  noRollouts: 'It has no rollout yet.',
  conclude: {
    action: 'Conclude',
    title: 'Conclude the experiment',
    closed: 'It can not be concluded now',
    outcome: 'Outcome',
    proposed: 'Proposed: {{outcome}}. {{because}}',
    means: {
      validated: 'The measures support the hypothesis.',
      refuted: 'The measures speak against it. This is worth as much.',
      inconclusive: 'The measures do not tell, or there is no valid test.',
    },
    learning: 'What was learned',
    learningHelp:
      'For the next team, in plain words. It becomes searchable under Learnings.',
    learningMissing: 'Say what was learned, even if that is little.',
    differently: 'What we would do differently',
    differentlyHelp: 'May stay empty.',
    tooLong: 'At most {{max}} characters.',
    cancel: 'Not now',
    refused: 'Not concluded',
    done: 'The experiment is concluded: {{outcome}}.',
  },
  conclusion: {
    title: 'Conclusion',
    by: 'Concluded by',
    learning: 'What was learned',
    differently: 'What we would do differently',
  },
} as const;
