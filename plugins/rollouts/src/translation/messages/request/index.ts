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

import { example } from './example';
import { field } from './field';
import { guardrails } from './guardrails';
import { hypothesis } from './hypothesis';
import { side } from './side';
import { stages } from './stages';
import { target } from './target';

export const request = {
  importPlan: 'Import a plan',
  importHelp:
    'A plan in YAML fills every step; look at each before you request it.',
  imported: 'The draft is what the file says.',
  notImported: 'The file is no plan that can be requested',
  importDrill:
    'It is the plan of a drill. Rehearse it from the page of drills, or take out its part named drill.',
  copyYaml: 'Copy as YAML',
  downloadYaml: 'Download YAML',
  copiedYaml: 'The draft is on the clipboard, as YAML.',
  notCopied: 'This browser does not let the page copy. Download it instead.',
  yamlTitle: 'The plan of {{title}}',
  notWhole: 'A plan in YAML is a whole one, and this draft is not yet.',
  notWholeRemedy: 'Go through the steps; each says what it lacks.',
  title: 'Request a rollout',
  reviseTitle: 'Revise the plan of {{title}}',
  lead: 'State what you believe, who is exposed, and what takes it back. Nothing is exposed before it is approved.',
  step: {
    target: 'Service and target',
    hypothesis: 'Hypothesis',
    stages: 'Stages',
    guardrails: 'Guardrails',
    review: 'Review',
  },
  steps: 'Steps of the request',
  stepLabel: 'Step {{number}} of {{steps}}: {{step}}',
  stepProblems_one: '{{count}} thing to put right',
  stepProblems_other: '{{count}} things to put right',
  stepDone: 'complete',
  back: 'Back',
  next: 'Continue',
  submit: 'Request rollout',
  submitRevision: 'Submit the revised plan',
  problem: {
    title_one: 'There is one thing to put right here',
    title_other: 'There are {{count}} things to put right here',
    service: 'Choose a service',
    playbook: 'Choose a playbook',
    missing: 'Fill this in',
    metric: 'Choose a metric',
    number: 'Give a number',
    atLeast: 'At least {{limit}}',
    atMost: 'At most {{limit}}',
    reason: 'Say why the plan is revised',
  },
  place: {
    whole: 'The plan as a whole',
    stage: 'Stage {{number}} ({{name}})',
    guardrail: 'Guardrail {{name}}',
    in: '{{place}}, {{field}}',
  },
  field,
  units: {
    seconds: 's',
    minutes: 'min',
    hours: 'h',
    days: 'days',
  },
  unitOf: 'Unit of {{field}}',
  roles: {
    another: 'Another group or person …',
    help: 'A group or person of the catalogue, such as group:default/on-call.',
  },
  target,
  hypothesis,
  example,
  stages,
  guardrails,
  review: {
    lead: 'This is what the owner will see and approve, by its hash.',
    incomplete: 'Not ready to be requested yet',
    previewFailed: 'Preflight and dry run could not be had',
    previewLoading: 'Asking the cluster, without changing anything',
    preflightFails: 'A preflight check fails. Owners will see it too.',
    reason: 'Why the plan is revised',
  },
  refused: {
    title: 'The request was refused',
    kept: 'Everything you wrote is kept.',
    unreachable:
      'The portal’s backend did not answer. Pressing again is safe: the same request is taken once.',
  },
  side,
} as const;
