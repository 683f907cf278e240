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

import { z } from 'zod';

/** As the portal's notifications name them, most urgent first. */
export const SEVERITIES = ['critical', 'high', 'normal', 'low'] as const;
export const severitySchema = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severitySchema>;

/** What people can be told of. */
export interface TopicWords {
  /** For people: on settings, deliveries and the lists of the documentation. */
  title: string;
  /** When nobody says otherwise. */
  severity: Severity;
  /**
   * Whether it is told of harm, or of somebody going past a rule. People
   * can't mute it.
   */
  harm: boolean;
  /**
   * How repetitions reach a person: `each` for itself; of one `cause` as one
   * message with a count; as a `reminder`, of one subject once a day.
   */
  repeats: 'each' | 'cause' | 'reminder';
  /**
   * What its words tell of: a `service`, which not everybody may read, or the
   * `portal`, such as a freeze or a playbook, which all who are told may.
   */
  about: 'service' | 'portal';
  /** Whether somebody has to act: operators, where it reaches nobody else. */
  calls: boolean;
}

const ordinary = {
  severity: 'normal',
  harm: false,
  repeats: 'each',
  about: 'service',
  calls: false,
} as const;
const reminder = { ...ordinary, repeats: 'reminder' } as const;
const harm = {
  severity: 'critical',
  harm: true,
  repeats: 'cause',
  about: 'service',
  calls: true,
} as const;

/** Every topic, with its words: the one list. */
export const TOPICS = {
  'approval-wanted': { ...ordinary, title: 'Approval wanted', calls: true },
  approved: { ...ordinary, title: 'Approved' },
  objected: { ...ordinary, title: 'Objected', severity: 'high' },
  'approval-void': {
    ...ordinary,
    title: 'Changed since you approved it',
  },
  commented: { ...ordinary, title: 'Commented', severity: 'low' },
  held: {
    ...ordinary,
    title: 'Held',
    severity: 'high',
    repeats: 'cause',
    calls: true,
  },
  breached: { ...harm, title: 'A guardrail is breached', severity: 'high' },
  'rolling-back': { ...harm, title: 'Rolling back' },
  'rolled-back': { ...harm, title: 'Rolled back', severity: 'high' },
  stuck: { ...harm, title: 'Needs people now' },
  bypassed: {
    ...harm,
    title: 'A policy is bypassed',
    severity: 'high',
    repeats: 'each',
  },
  'audit-stopped': {
    ...harm,
    title: 'The audit does not verify, or its checkpoints have stopped',
    about: 'portal',
  },
  'line-stopped': {
    ...harm,
    title: 'The line is stopped',
    repeats: 'each',
    about: 'portal',
  },
  freeze: {
    ...ordinary,
    title: 'Freeze declared, changed or ended',
    about: 'portal',
  },
  completed: { ...ordinary, title: 'Completed' },
  cancelled: { ...ordinary, title: 'Cancelled', severity: 'low' },
  'decision-overdue': {
    ...reminder,
    title: 'Decision overdue',
    severity: 'high',
    calls: true,
  },
  'review-due': { ...reminder, title: 'Review due', calls: true },
  'flag-stale': { ...reminder, title: 'Stale flag', severity: 'low' },
  'playbook-change': {
    ...ordinary,
    title: 'Change of a playbook',
    about: 'portal',
  },
  'playbook-review': {
    ...reminder,
    title: 'Review of a playbook due',
    about: 'portal',
  },
  drill: { ...ordinary, title: 'Drill', severity: 'low' },
} as const satisfies Record<string, TopicWords>;

export type Topic = keyof typeof TOPICS;

export const TOPIC_NAMES = Object.keys(TOPICS) as [Topic, ...Topic[]];
export const topicSchema = z.enum(TOPIC_NAMES);

/** Severities at or above `minimum`: whether `severity` is one of them. */
export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(minimum);
}
