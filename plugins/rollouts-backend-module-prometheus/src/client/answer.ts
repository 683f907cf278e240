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

const pairSchema = z.tuple([z.number(), z.string()]);
const labelsSchema = z.record(z.string(), z.string());

/** One series with its values by epoch seconds, oldest first. */
export interface Series {
  labels: Record<string, string>;
  values: [number, number][];
}

const notes = {
  warnings: z.array(z.string()).nullish(),
  infos: z.array(z.string()).nullish(),
};

export const errorSchema = z.looseObject({
  status: z.literal('error'),
  errorType: z.string().optional(),
  error: z.string().optional(),
});

export const successSchema = z.looseObject({
  ...notes,
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.looseObject({
      resultType: z.literal('vector'),
      result: z.array(
        z.looseObject({ metric: labelsSchema, value: pairSchema }),
      ),
    }),
    z.looseObject({
      resultType: z.literal('matrix'),
      result: z.array(
        z.looseObject({ metric: labelsSchema, values: z.array(pairSchema) }),
      ),
    }),
  ]),
});
export type Success = z.infer<typeof successSchema>;

/** What the source says against its own answer: parts missing, or odd input. */
export function reservations({ warnings, infos }: Success): string[] {
  return [...(warnings ?? []), ...(infos ?? [])];
}

function number([seconds, text]: [number, string]): [number, number] {
  // `NaN`, `+Inf` and `-Inf` become NaN: none of them is data.
  return [seconds, Number(text)];
}

export function seriesOf({ data }: Success): Series[] {
  return data.resultType === 'vector'
    ? data.result.map(({ metric, value }) => ({
        labels: metric,
        values: [number(value)],
      }))
    : data.result.map(({ metric, values }) => ({
        labels: metric,
        values: values.map(number),
      }));
}
