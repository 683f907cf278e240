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

export const guardrails = {
  help: 'A guardrail must hold while anybody is exposed. Each shows how the service did lately, so that nobody guesses a limit.',
  none: 'There are no guardrails yet. A stage needs at least one.',
  add: 'Add a guardrail',
  remove: 'Remove guardrail {{name}}',
  unnamed: 'without a name',
  threshold: 'Threshold: fixed limit',
  relative: 'Relative to baseline',
  today: 'Today',
  noToday: 'No value: {{trouble}}',
  watching: 'Watches {{stages}} of {{all}} stages.',
  history: 'The last hour of {{metric}}',
  historyNone: 'There are no values of the last hour to judge a limit by.',
  historyCalm:
    'In the last hour, none of {{looks}} looks would have crossed it.',
  historyCrossed:
    'In the last hour, {{failed}} of {{looks}} looks would have crossed it ({{share}}).',
  historyBreaches_one: 'It would have breached once.',
  historyBreaches_other: 'It would have breached {{count}} times.',
  historyNoBreach:
    'It would not have breached: {{confirmations}} in a row are needed.',
  historyUnusable: 'Looks with too few observations: {{amount}}.',
  historyRelative:
    'Each look against the one before it, as there is no new version yet.',
  historyLimit: 'Limit {{limit}}',
  value: 'Value',
  at: 'At',
  crossed: 'Crossed',
  yes: 'yes',
  no: 'no',
  wayBack: 'The way back',
  restore: 'Restore the configuration from before the first exposure',
  restoreMeans: 'At once, by Stagecraft, without a person.',
  call: 'Hold, and call people',
  callMeans: 'For a change that can’t be undone, such as a data migration.',
  notesHelp: 'What restores it, and what a person must know or do besides.',
  notesExample: 'The old version stays warm. Nothing is migrated.',
} as const;
