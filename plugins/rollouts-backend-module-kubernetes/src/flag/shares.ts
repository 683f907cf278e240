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

import type { Json } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Evaluators } from './featureFlag';

const WHOLE = 10_000;

/** Of what a rule's answers are judged. */
export interface Question {
  variant: string;
  defaultVariant: string;
  evaluators: Evaluators;
}

type Members = { [key: string]: Json };

function isRecord(value: Json | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The largest of all, null as soon as one is not known. */
function largest(shares: readonly (number | null)[]): number | null {
  return shares.reduce<number | null>(
    (most, share) =>
      most === null || share === null ? null : Math.max(most, share),
    0,
  );
}

/** `[condition, result]…, otherwise`: conditions are not judged. */
function branches(args: Json[]): (Json | undefined)[] {
  const otherwise = args.length % 2 === 1 ? args.at(-1) : undefined;
  return [...args.filter((_, index) => index % 2 === 1), otherwise];
}

function ofFraction(args: Json[], question: Question): number | null {
  const buckets = Array.isArray(args[0]) ? args : args.slice(1);
  const parts = buckets.map(bucket => {
    const [variant, weight = 1] = Array.isArray(bucket) ? bucket : [];
    const isPlain = typeof variant === 'string' && typeof weight === 'number';
    return isPlain ? { variant, weight: Math.max(0, weight) } : null;
  });
  const known = parts.filter(part => part !== null);
  const sum = known.reduce((total, { weight }) => total + weight, 0);
  if (known.length < parts.length || sum === 0) return null;
  const served = known
    .filter(({ variant }) => variant === question.variant)
    .reduce((total, { weight }) => total + weight, 0);
  const share = Math.ceil((served * WHOLE) / sum);
  // Without a targeting key nothing is drawn.
  return largest([share, shareOf(null, question)]);
}

/**
 * The largest share of any audience that a targeting gives the variant, in
 * basis points; null where that depends on more than the rule says.
 */
export function shareOf(
  rule: Json | undefined,
  question: Question,
  depth = 0,
): number | null {
  if (rule === null || rule === undefined) {
    return question.defaultVariant === question.variant ? WHOLE : 0;
  }
  if (typeof rule === 'string' || typeof rule === 'boolean') {
    return String(rule) === question.variant ? WHOLE : 0;
  }
  if (!isRecord(rule)) return null;
  const [[operator, operand] = ['', null], ...others] = Object.entries(rule);
  if (operator === '') return shareOf(null, question);
  if (others.length > 0) return null;
  if (operator === 'if' && Array.isArray(operand)) {
    return largest(
      branches(operand).map(branch => shareOf(branch, question, depth)),
    );
  }
  if (operator === 'fractional' && Array.isArray(operand)) {
    return ofFraction(operand, question);
  }
  // Rules that refer to rules that refer are not resolved by flagd either.
  if (operator === '$ref' && typeof operand === 'string' && depth === 0) {
    const shared = question.evaluators[operand];
    return shared === undefined ? null : shareOf(shared, question, 1);
  }
  return null;
}
