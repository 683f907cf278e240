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

export const stages = {
  title: 'Stages, from first to last',
  help: 'Each stage opens when its approvals and milestones are complete, and is left when bake time and minimum sample are reached and all checks hold. Alt with an arrow key moves a stage.',
  header: 'Internal traffic is what carries this header',
  segmentHeader: 'The segment, and the header that its requests carry',
  internal: 'Internal',
  segment: 'Segment',
  everyone: 'Everyone',
  position: 'No.',
  actions: 'Actions',
  of: '{{field}} of stage {{number}}',
  more: 'Details of stage {{number}}',
  details: 'Details',
  up: 'Move stage {{number}} up',
  down: 'Move stage {{number}} down',
  remove: 'Remove stage {{number}}',
  add: 'Add a stage',
  moved: 'Stage {{name}} is now number {{number}}.',
  removed: 'Stage {{name}} is removed.',
  milestones: 'Milestones before stage {{number}} opens',
  milestone: 'What must be done',
  also: 'Further approvals before stage {{number}}',
  alsoRequired: 'Approvals',
  addAlso: 'Also ask others',
  removeAlso: 'Ask quorum {{number}} no more',
  undecided: {
    hold: 'Hold',
    'roll-back': 'Roll back',
    remind: 'Only remind people',
  },
  addMilestone: 'Add a milestone',
  removeMilestone: 'Remove milestone {{number}}',
  watchedBy: 'Guardrails that watch stage {{number}}',
  none: 'There are no stages yet. Choose a playbook, or add the first stage.',
  when: 'Start and end',
  startWhenApproved: 'Once approved',
  startByHand: 'By hand',
  notBeforeHelp: 'In your time zone. Optional.',
  endHelp:
    'In your time zone. Not completed by then, the rollout is taken back.',
} as const;
