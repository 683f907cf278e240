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
import { riskTierSchema } from './policy';

/** Who demands something of plans. */
export const DEMANDED_BY = ['everybody', 'playbook'] as const;

export const actorSchema = z.object({
  /** A person, a person through a plugin, a service token, or the controller. */
  kind: z.enum(['person', 'person-through-plugin', 'service', 'controller']),
  /** Entity reference, service subject, or `controller`. */
  ref: z.string(),
  /** The name as it was at decision time. */
  name: z.string(),
  /** The plugin that acted for the person. */
  through: z.string().optional(),
  /** Groups, with their parents, the person was a member of at decision time. */
  groups: z.array(z.string()).optional(),
});
export type Actor = z.infer<typeof actorSchema>;

export const policyResultSchema = z.object({
  policy: z.string(),
  /** As people read it. */
  title: z.string().optional(),
  outcome: z.enum(['pass', 'warn', 'fail']),
  explanation: z.string(),
  remedy: z.string().optional(),
  /** Path in the plan, for showing it beside the field. */
  path: z.array(z.union([z.string(), z.number()])).optional(),
  /** Where the demand comes from; absent for what is judged always. */
  demandedBy: z.array(z.enum(DEMANDED_BY)).optional(),
  /** A failing policy that somebody went past: it warns until then. */
  bypassed: z.object({ by: z.string(), until: z.iso.datetime() }).optional(),
  /** Nobody may go past it, not even in an emergency. */
  neverBypassed: z.boolean().optional(),
});
export type PolicyResult = z.infer<typeof policyResultSchema>;

/** A policy as people read it; of its name, where that is all that was kept. */
export function policyTitle({
  policy,
  title,
}: Pick<PolicyResult, 'policy' | 'title'>): string {
  if (title !== undefined) return title;
  const words = policy.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How risky a change is, and why. */
export const riskSchema = z.object({
  tier: riskTierSchema,
  /** Sentences; the first is about what the service says of itself. */
  reasons: z.array(z.string()),
});
export type Risk = z.infer<typeof riskSchema>;

/** One immutable record in the chain of an experiment. */
export const decisionSchema = z.object({
  experimentId: z.string(),
  /** Position in the experiment's chain, from 1. */
  seq: z.int(),
  rolloutId: z.string().nullable(),
  at: z.iso.datetime(),
  actor: actorSchema,
  command: z.string(),
  reason: z.string(),
  /** What the decision rests on: verdicts, numbers, the read-back. */
  evidence: z.record(z.string(), z.json()),
  policies: z.array(policyResultSchema),
  /** What came of it. */
  result: z.object({
    phase: z.string().nullable(),
    stageIndex: z.int().nullable(),
    sentence: z.string(),
  }),
  planHash: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** What is wrong with an input: where, why, and what to do. */
export const problemSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  remedy: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
