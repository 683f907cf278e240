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

export const kit = {
  loading: 'Loading',
  next: 'Next',
  tryAgain: 'Try again',
  failed: 'This could not be loaded',
  unreachable: 'The portal’s backend does not answer.',
  unreachableRemedy:
    'Check the connection. What is exposed is governed by the backend and the clusters, with or without this page.',
  notAllowed: 'You may not see this',
  notAllowedRemedy: 'Someone who administers permissions here could grant it.',
  notFound: 'There is nothing here',
  notFoundRemedy: 'It may have been mistyped, or it may not be for you to see.',
  whoCould: 'Who could',
  remedy: 'What would open it',
  whatToDo: 'What to do',
  why: 'Why not',
  close: 'Close',
  discardSure: 'Discard everything you wrote?',
  keep: 'Keep it',
  cancel: 'Cancel',
  reason: 'Reason',
  reasonHelp: 'Kept with the decision, for ever.',
  reasonMissing: 'Give a reason: pick one or write your own.',
  reasonTooLong: 'At most {{max}} characters.',
  suggestions: 'Suggestions',
  interrupted: 'Live updates interrupted, last at {{time}}, trying again',
  noData: 'no data',
  noLook: 'no look yet',
  limit: 'limit {{value}}',
  baseline: 'baseline {{value}}',
  showMore: 'Show more',
  new: 'New',
  of: {
    everyone: '{{share}} of everyone',
    segment: '{{share}} of the segment',
    internal: '{{share}} of internal',
  },
  nobody: 'nobody',
  ladder: 'Stage {{stage}} of {{stages}}, {{share}}',
  ladderClosed: '{{stages}} stages, none open, {{share}}',
  chart: 'Chart',
  table: 'Table',
  machine: 'Stagecraft',
  through: 'through {{plugin}}',
  service: 'service token',
  roles: {
    approvers: 'approvers of the service',
    owners: 'owners of the service',
    operators: 'operators',
  },
  ago: '{{duration}} ago',
  in: 'in {{duration}}',
  justNow: 'just now',
  nowish: 'any moment',
  refusedTitle: 'Not done',
  changedMeanwhile:
    'It changed meanwhile. The page shows it as it is now; what you wrote is kept.',
} as const;
