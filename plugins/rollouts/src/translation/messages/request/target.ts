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

export const target = {
  where: 'Service and target',
  chooseService: 'Choose a service',
  chooseTarget: 'Choose a target',
  numbered: 'Target {{number}}',
  order:
    'Each stage is exposed on one target after the other, in this order. All of them are restored at once.',
  add: 'Add a target',
  earlier: 'Expose {{target}} earlier',
  later: 'Expose {{target}} later',
  remove: 'Remove {{target}}',
  closedTitle: 'You can’t request a rollout of {{service}}',
  notListed:
    'A service stands here when its catalogue entry names a target, with the annotation stagecraft.dev/targets, or its objects, with backstage.io/kubernetes-id.',
  noTarget:
    'This service names no target, and none was found in the clusters. Add the annotation stagecraft.dev/targets to its catalogue entry, or backstage.io/kubernetes-id, the label that a route with two backends carries.',
  found: '{{target}}, found: {{baseline}} and {{new}}',
  notLooked: 'Some place could not be looked at: {{reason}}',
  kind: 'Kind',
  cluster: 'Cluster',
  place: 'Namespace and name',
  baseline: 'Baseline',
  new: 'New version',
  swap: 'Swap the two',
  preflightFailed: 'Preflight could not be asked for',
  preflight: {
    pass: 'It can be exposed and restored',
    warn: 'It can be exposed and restored; mind what is named',
    fail: 'It can’t be exposed safely yet',
    held: 'Another rollout holds it',
  },
  backends: 'Traffic moves from {{baseline}} to {{new}}.',
  environmentHelp:
    'A plan names one environment. The next one gets a plan of its own.',
  playbook: 'Playbook',
  playbookHelp: 'Fills stages, guardrails and end. You can change them all.',
  fared: '{{completed}} of {{rollouts}} rollouts completed',
  stages_one: '{{count}} stage',
  stages_other: '{{count}} stages',
  demonstration: 'For demonstrations',
  replaced: 'Stages, guardrails and end are now those of {{playbook}}.',
  takeBack: 'Keep mine instead',
  artefacts: 'What is released',
  imageHelp: 'Paste name@sha256:… and both fields are filled.',
  addImage: 'Add an image',
  removeImage: 'Remove image {{number}}',
  commitHelp: 'The commit that was built.',
  pullRequestHelp: 'An http or https address. Optional.',
  buildHelp: 'Where the images were built. Some policies demand it.',
  authorsHelp:
    'Who wrote the change, as entity references. None of them may approve it.',
  empty: 'There is no service to choose yet',
} as const;
