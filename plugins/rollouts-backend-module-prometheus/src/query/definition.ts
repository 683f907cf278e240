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
import { FIELDS, fieldsIn, tellsVariants, type Identity } from './identity';

/** Carries which part of a row a series is; no definition may use it. */
export const PART_LABEL = 'stagecraft_part';

/** What a row is made of: numbers that one series each gives. */
export type Part = 'value' | 'count' | 'events' | 'sum' | 'sumSquares';

const labelSchema = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'Use the name of a label')
  .refine(label => label !== PART_LABEL, `${PART_LABEL} is taken`);

const identitySchema = z
  .record(
    labelSchema,
    z
      .string()
      .min(1)
      .refine(
        value =>
          fieldsIn(value).every(field =>
            (FIELDS as readonly string[]).includes(field),
          ),
        `Only ${FIELDS.map(field => `{${field}}`).join(', ')} are known`,
      ),
  )
  .refine(
    identity => Object.values(identity).some(tellsVariants),
    'One label must tell the versions apart: give it {backend} or {position}',
  );

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
