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

export const hypothesis = {
  what: 'What it is for',
  titleHelp: 'As it will stand on the board and among the learnings.',
  titleExample: 'Faster checkout with fewer round trips',
  goalHelp: 'What the business gets out of it.',
  goalExample: 'Fewer abandoned baskets',
  sentence: 'The hypothesis, as one sentence',
  preview: 'It will read',
  beliefExample: 'one request in place of four makes checkout faster',
  audienceExample: 'people on slow connections',
  outcomeExample: 'at least 2 % more orders per visit',
  refutedExample: 'orders per visit do not rise, or errors do',
  examples: 'Examples',
  useExample: 'Start from this one',
  settled:
    'The hypothesis belongs to the experiment and stays as it is when a plan is revised.',
  decides: 'What decides it',
  worthwhileHelp: 'The change for the better that would be worth it.',
  addMetric: 'Add a success metric',
  removeMetric: 'Remove success metric {{number}}',
  chooseMetric: 'Choose a metric',
  today: 'Today {{value}}',
  noToday: 'No value today: {{trouble}}',
  noValue: 'nothing was measured yet',
} as const;
