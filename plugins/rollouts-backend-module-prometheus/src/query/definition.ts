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

import { InputError } from '@backstage/errors';
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import { z } from 'zod';
import {
  FIELDS,
  fieldsIn,
  isField,
  tellsVariants,
  type Identity,
} from './identity';

/** Carries which part of a row a series is; no definition may use it. */
export const PART_LABEL = 'stagecraft_part';

/** What a row is made of: numbers that one series each gives. */
export type Part = 'value' | 'count' | 'events' | 'sum' | 'sumSquares';

const identitySchema = z
  .record(z.string(), z.string())
  .superRefine((identity, context) => {
    const refuse = (message: string, ...path: string[]) =>
      context.addIssue({ code: 'custom', path, message });
    for (const [label, value] of Object.entries(identity)) {
      if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label)) {
        refuse('Use the name of a label', label);
      }
      if (label === PART_LABEL) refuse(`${PART_LABEL} is taken`, label);
      const unknown = fieldsIn(value).filter(field => !isField(field));
      if (unknown.length > 0) {
        const known = FIELDS.map(field => `{${field}}`).join(', ');
        refuse(`Only ${known} are known`, label);
      }
    }
    if (!Object.values(identity).some(tellsVariants)) {
      refuse(
        'One label must tell the versions apart: give it {backend} or {position}',
      );
    }
  });

const expressionSchema = z
  .string()
  .refine(
    text => text.includes('$services'),
    'Select series with {$services}: it stands for the matchers of the services asked for',
  )
  .refine(
    text => text.includes('$labels'),
    'Group by ($labels): it stands for the labels that tell versions apart',
  );

const common = { labels: identitySchema, count: expressionSchema };

const SCHEMAS = {
  proportion: z.strictObject({ ...common, events: expressionSchema }),
  mean: z.strictObject({
    ...common,
    sum: expressionSchema,
    sumSquares: expressionSchema.optional(),
  }),
  quantile: z.strictObject({ ...common, value: expressionSchema }),
  rate: z.strictObject({ ...common, value: expressionSchema }),
} as const;

export interface DefinedQuery {
  identity: Identity;
  /** PromQL by part, with its placeholders. */
  parts: ReadonlyMap<Part, string>;
}

/**
 * A definition's query.
 *
 * @throws InputError when it does not fit the definition's statistic.
 */
export function definedQuery(definition: MetricDefinition): DefinedQuery {
  const parsed = SCHEMAS[definition.statistic].safeParse(definition.query);
  if (!parsed.success) {
    throw new InputError(
      `Metric ${definition.name} has no query for a ${
        definition.statistic
      } from Prometheus: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { labels, ...expressions } = parsed.data;
  return {
    identity: labels,
    parts: new Map(
      Object.entries(expressions).flatMap(([part, expression]) =>
        expression === undefined ? [] : [[part as Part, expression]],
      ),
    ),
  };
}
