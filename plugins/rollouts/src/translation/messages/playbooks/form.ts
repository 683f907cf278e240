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

export const form = {
  toYaml: 'Edit as YAML',
  toForm: 'Edit in fields',
  notShown: 'The fields can’t show what the text says',
  notShownText:
    'Something in it is of another kind than a field takes, or has no field. Correct the lines that are named beside this in the YAML, then come back.',
  older:
    'This draft was begun on version {{base}}, and version {{newest}} is in force since. “What changes” compares with the newer one: look that it takes nothing back, or start over.',
  replaced: 'The whole draft was replaced.',
  lost: 'These remarks stood in what you removed, and went with it',
  id: 'Id',
  ownerHelp: 'Signs off changes, and reviews it.',
  operatorsThen: 'Nobody: the operators then',
  approversThen: 'Nobody: the approvers then',
  optional: 'What is left empty is not asked for.',
  drill: 'What a drill must reach',
  rulesHelp:
    'Besides what is demanded of every plan; what is left empty is not asked for.',
  preflightsHelp: 'Ids of preflight checks, separated by commas.',
  requiredGuardrailsHelp: 'Metrics, separated by commas.',
  maximumFirstExposure: 'First exposure, at most',
  maximumStep: 'One step, at most',
  ofEveryone: 'Of everyone.',
  artefacts: 'Artefacts',
  buildRequired: 'Must name the build they come from',
  ask: {
    low: 'Ask people at low risk',
    medium: 'Ask people at medium risk',
    high: 'Ask people at high risk',
    critical: 'Ask people at critical risk',
  },
  role: 'Role {{number}}',
  roleName: 'Role',
  addRole: 'Add a role',
  addStep: 'Add a step',
  addContact: 'Add a contact',
  up: 'Move {{name}} up',
  down: 'Move {{name}} down',
  remove: 'Remove {{name}}',
} as const;
