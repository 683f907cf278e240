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
import { metadataSchema } from '../write/fence';

const destinationSchema = z.looseObject({
  host: z.string(),
  subset: z.string().optional(),
});

const weightedSchema = z.looseObject({
  destination: destinationSchema,
  weight: z.number().optional(),
});
export type WeightedDestination = z.infer<typeof weightedSchema>;

const headersSchema = z.record(z.string(), z.unknown()).optional();

export const matchesSchema = z
  .array(
    z.looseObject({ headers: headersSchema, withoutHeaders: headersSchema }),
  )
  .optional();

export const entrySchema = z.looseObject({
  name: z.string().optional(),
  route: z.array(weightedSchema).optional(),
  mirror: destinationSchema.optional(),
  mirrors: z
    .array(z.looseObject({ destination: destinationSchema }))
    .optional(),
});
export type HttpEntry = z.infer<typeof entrySchema>;

const streamsSchema = z
  .array(z.looseObject({ route: z.array(weightedSchema).optional() }))
  .optional();

/** A VirtualService; fields that Stagecraft does not read are kept. */
export const virtualServiceSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({
    http: z.array(entrySchema).optional(),
    tcp: streamsSchema,
    tls: streamsSchema,
  }),
  status: z
    .looseObject({
      validationMessages: z
        .array(
          z.looseObject({
            level: z.string().optional(),
            type: z
              .looseObject({
                code: z.string().optional(),
                name: z.string().optional(),
              })
              .optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
export type VirtualService = z.infer<typeof virtualServiceSchema>;
