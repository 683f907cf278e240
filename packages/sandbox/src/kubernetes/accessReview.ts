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
import type { Faults } from '../faults/faults';
import type { ResourceRegistry } from './registry';
import { badRequest, invalid } from './status';

export const ACCESS_REVIEWS =
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

const KIND = {
  kind: 'SelfSubjectAccessReview',
  group: 'authorization.k8s.io',
};

const attributesSchema = z.looseObject({
  namespace: z.string().optional(),
  verb: z.string().optional(),
  group: z.string().optional(),
  resource: z.string().optional(),
  name: z.string().optional(),
});

const reviewSchema = z.looseObject({
  spec: z
    .looseObject({
      resourceAttributes: attributesSchema.optional(),
      nonResourceAttributes: z.looseObject({}).optional(),
    })
    .default({}),
});

function parse(body: string): unknown {
  try {
    return JSON.parse(body || '{}');
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${String(error)}`,
    );
  }
}

/**
 * Whether the one user of the sandbox may do something: everything but what
 * faults in force forbid.
 *
 * @throws ApiError 400 or 422 for what is no review.
 */
export function answerAccessReview(
  registry: ResourceRegistry,
  faults: Faults,
  body: string,
): unknown {
  const parsed = reviewSchema.safeParse(parse(body));
  if (!parsed.success) {
    throw badRequest(
      `${KIND.kind} in version "v1" cannot be handled as a ${KIND.kind}: ${parsed.error.issues[0].message}`,
    );
  }
  const { resourceAttributes: resource, nonResourceAttributes } =
    parsed.data.spec;
  if ((resource === undefined) === (nonResourceAttributes === undefined)) {
    throw invalid(KIND, '', [
      {
        reason: 'FieldValueInvalid',
        message:
          'Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be specified',
        field: 'spec.resourceAttributes',
      },
    ]);
  }
  const forbidden =
    resource !== undefined &&
    faults.isForbidden({
      surface: 'kubernetes',
      verb: resource.verb,
      plural: resource.resource,
      kind: registry.kinds.find(
        ({ group, plural }) =>
          group === (resource.group ?? '') && plural === resource.resource,
      )?.kind,
      namespace: resource.namespace,
      name: resource.name,
    });
  return {
    kind: KIND.kind,
    apiVersion: `${KIND.group}/v1`,
    metadata: { creationTimestamp: null },
    spec: parsed.data.spec,
    status: { allowed: !forbidden },
  };
}
