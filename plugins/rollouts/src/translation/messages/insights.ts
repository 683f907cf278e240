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

export const insights = {
  title: 'Insights',
  intro:
    'How safely the organisation changes. Medians of what was measured in the period; small samples say little, and no figure is a target.',
  failed: 'The figures could not be loaded',
  period: 'Period',
  days28: 'Last 28 days',
  thisMonth: 'This month',
  lastMonth: 'Last month',
  days90: 'Last 90 days',
  year: 'Last 365 days',
  owner: 'Organisation',
  system: 'System',
  playbook: 'Playbook',
  environment: 'Environment',
  only: 'Only of {{only}}.',
  all: 'All',
  clear: 'Clear filters',
  between: '{{from}} to {{to}}.',
  markdown: 'Markdown',
  print: 'Print',
  exportFailed: 'The review could not be exported: {{reason}}',
  delivery: 'Delivery',
  reversals: 'Reversals',
  people: 'People',
  hypotheses: 'Hypotheses',
  readiness: 'Readiness',
  nothing: 'Nothing measured',
  perWeek: '{{value}} a week',
  p90: '90 % within {{value}}',
  shortestToLongest: 'from {{low}} to {{high}}',
  tooFew: 'too few to say more than between {{low}} and {{high}}',
  measured: 'of {{sample}} measured',
  before: 'The period before: {{value}} (of {{sample}})',
  beforeCount: 'The period before: {{value}}',
  beforeNothing: 'The period before: nothing measured',
  trend:
    '{{title}}, from the oldest part of the period to the newest: {{values}}',
  behind: 'What is behind it: {{behind}}',
  openReviews: 'Reviews open',
  overdueReviews: 'Reviews overdue',
  reviewsNote: 'of incidents and bypasses, now',
  elsewhere: 'More for leadership',
  reviewsLink: 'Reviews',
  drillsLink: 'Drills',
  auditLink: 'Audit',
  learningsLink: 'Learnings',
  thanks: 'Thanks for stopping early',
  thanksIntro:
    'They took a change back before a guardrail had confirmed a breach. That is what careful people do, and nobody is blamed for it.',
  thanksNone: 'Nobody had to take a change back before a guardrail did.',
  tookBack: 'took back',
  back: 'All figures',
  behindTitle: 'Behind “{{title}}”',
  behindNone: 'Nothing in this period.',
  behindMore: 'The latest {{listed}} of {{total}}',
  rollout: 'Rollout',
  service: 'Service',
  when: 'When',
  value: 'Took',
} as const;
