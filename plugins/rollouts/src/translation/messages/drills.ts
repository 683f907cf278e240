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

export const drills = {
  title: 'Drills',
  intro:
    'A drill exposes the smallest stage to those who are allowed to be hurt, makes its guardrail breach, and times the way back. It is a rollout like any other, and counts in no figure.',
  failed: 'The drills could not be loaded',
  notYours:
    'Drills are run by those who have the permission {{permission}}; who administers permissions here can grant it.',
  only: 'Only {{what}}.',
  all: 'Show all',
  sign: 'Drill',
  banner:
    'This is a rehearsal: its guardrail is made to breach, and it counts in no figure.',
  'standing.title': 'By service and playbook',
  'standing.caption':
    'The last and the next drill of each service and playbook',
  'standing.empty': 'Nothing was rehearsed yet',
  'standing.emptyText':
    'A way back that nobody has walked is only believed. Run the first drill below.',
  'standing.service': 'Service and playbook',
  'standing.last': 'Last drill',
  'standing.passed': 'Last passed',
  'standing.next': 'Next',
  'standing.never': 'Never',
  'standing.notScheduled': 'Not scheduled',
  'standing.every': 'every {{days}} days at {{hour}}:00, {{zone}}',
  'standing.everyPlaybook':
    'as often as the playbook says, at {{hour}}:00, {{zone}}',
  'standing.trouble': 'The last one could not start: {{why}}',
  'standing.skipped': 'The last one was skipped: {{why}}',
  'standing.remove': 'Remove schedule',
  'standing.again': 'Rehearse',
  'list.title': 'All drills',
  'list.caption': 'Drills, newest first',
  'list.what': 'Drill',
  'list.result': 'Result',
  'list.timings': 'From the breach',
  'list.probes': 'Readiness probes',
  'list.when': 'Started',
  'list.more': 'Show more',
  'list.empty': 'No drill yet',
  'list.emptyText': 'Each drill appears here with its times and its verdict.',
  'result.passed': 'Passed',
  'result.failed': 'Failed',
  'result.none': 'Did not run',
  'result.running': 'Running',
  detected: 'detected after {{seconds}}',
  restored: 'restored after {{seconds}}',
  verified: 'read back after {{seconds}}',
  goals: 'goals: {{detect}} s and {{restore}} s',
  goalsDefault:
    'goals where the playbook has none: {{detect}} s and {{restore}} s',
  breached: '{{guardrail}} by {{breach}}',
  'breach.sandbox-fault': "the sandbox's switch",
  'breach.injected-metric': 'an injected metric',
  'breach.chaos-mesh': 'Chaos Mesh',
  byPerson: 'by',
  bySchedule: 'by a schedule of',
  'probes.true': 'Noticed',
  'probes.false': 'Did not notice',
  'probes.null': 'Not known',
  'form.title': 'Rehearse a rollback',
  'form.service': 'Service',
  'form.pick': 'Pick one',
  'form.playbook': 'Playbook',
  'form.breach': 'How the guardrail is made to breach',
  'form.breachHelp.sandbox-fault':
    'The new version in the sandbox fails or gets slow until the drill is over.',
  'form.breachHelp.injected-metric':
    'Nothing is really broken: only this drill sees values beyond the limit, marked as made up.',
  'form.breachHelp.chaos-mesh':
    'Chaos Mesh slows or breaks the pods of the new version. The object ends by itself, and is deleted when the drill is over.',
  'form.guardrail': 'Guardrail',
  'form.guardrailFirst': 'The first that takes back',
  'form.environment': 'Environment',
  'form.environmentHelp': 'Left empty: that of the newest rollout',
  'form.newVersion': 'The new version, where the service has no rollout yet',
  'form.image': 'Image',
  'form.digest': 'Digest',
  'form.digestHelp': 'sha256: and 64 hexadecimal digits',
  'form.commit': 'Commit',
  'form.schedule': 'On a schedule',
  'form.everyDays': 'Every so many days',
  'form.everyDaysHelp': 'Left empty: as often as the playbook says',
  'form.hour': 'At hour',
  'form.zone': 'Time zone',
  'form.run': 'Run now',
  'form.keep': 'Keep schedule',
  'form.notKept': 'The schedule was not kept',
  'form.refused': 'The drill could not be started',
  'form.started': 'The drill has started.',
  'form.kept': 'The schedule is kept.',
  'form.see': 'See its rollout',
  'form.missing': 'Pick a service and a playbook',
  'form.limits':
    'In production it exposes internal users; or at most 1.0 % of others, after the approvals that the stage asks for.',
} as const;
