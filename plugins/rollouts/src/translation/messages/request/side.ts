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

export const side = {
  title: 'So far',
  policy: 'What policy says so far',
  finish: 'Earliest finish',
  finishIn:
    '{{duration}} after the start, if nobody and nothing keeps it waiting.',
  finishUnknown: 'Known as soon as the stages are complete.',
  departures: 'Departures from the playbook',
  first:
    'Choose a service and a playbook. What policy says and how much is at risk then shows here.',
  checking: 'Checking …',
  failed: 'This could not be checked',
  draft: 'Draft',
  kept: 'Kept in this browser. It survives a reload.',
  notKept:
    'This browser does not let the page keep the draft. It is lost on a reload.',
  discard: 'Discard draft',
  discardYes: 'Yes, discard',
} as const;
