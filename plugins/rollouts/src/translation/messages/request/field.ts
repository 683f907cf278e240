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

export const field = {
  service: 'Service',
  target: 'Target',
  targets: 'Target',
  environment: 'Environment',
  playbook: 'Playbook',
  artefacts: 'Artefacts',
  images: 'Images',
  image: 'Image',
  digest: 'Digest',
  commit: 'Commit',
  pullRequest: 'Pull request',
  build: 'Build',
  authors: 'Authors',
  title: 'Title',
  businessGoal: 'Business goal',
  belief: 'We believe that …',
  audience: 'Audience',
  segment: 'Segment',
  forAudience: '… for …',
  expectedOutcome: '… will lead to …',
  refutedBy: 'We are wrong if …',
  successMetrics: 'Success metrics',
  metric: 'Metric',
  worthwhile: 'Worthwhile change',
  decisionRule: 'Decision rule',
  stages: 'Stages',
  name: 'Name',
  header: 'Header of internal traffic',
  headerName: 'Header name',
  value: 'Header value',
  exposure: 'Exposure',
  bakeSeconds: 'Bake time',
  minimumSample: 'Minimum sample',
  approvals: 'Approvals',
  required: 'Approvals',
  from: 'Approvals from',
  decideBySeconds: 'Decide by',
  undecided: 'When nobody decides',
  milestones: 'Milestones',
  role: 'Attested by',
  guardrails: 'Guardrails',
  check: 'Kind of check',
  limit: 'Limit',
  maxChange: 'Largest worsening',
  confirmations: 'Failed looks in a row',
  minimumCount: 'Minimum count',
  afterSeconds: 'Without data for',
  action: 'Then',
  onBreach: 'On breach',
  start: 'Start',
  notBefore: 'Not before',
  schedule: 'Schedule',
  end: 'End',
  kind: 'On the way back',
  notes: 'Rollback plan',
  rollbackPlan: 'Rollback plan',
} as const;
