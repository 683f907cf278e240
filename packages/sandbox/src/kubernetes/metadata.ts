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

import { anything, count, list, object, text, textMap } from './kinds/shapes';
import { ObjectMeta } from './object';
import { ResourceKind } from './registry';
import { Schema } from './schema';
import { StatusCause } from './cause';

const MAX_ANNOTATIONS_BYTES = 262_144;
const LABEL_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const PREFIX =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const LABEL_VALUE_HELP =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const SUBDOMAIN_HELP =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const metadataSchema: Schema = object({
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: text,
  resourceVersion: text,
  generation: count,
  creationTimestamp: text,
  deletionTimestamp: text,
  deletionGracePeriodSeconds: count,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(anything),
  finalizers: list(text),
  managedFields: list(anything),
});

/** The whole object's schema: type, metadata and the kind's own fields. */
export function objectSchema(kind: ResourceKind): Schema {
  return object(
    {
      apiVersion: text,
      kind: text,
      metadata: metadataSchema,
      ...kind.fields,
    },
    kind.required ?? [],
  );
}

function bad(field: string, value: string, why: string): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
    field,
  };
}

function keyCauses(field: string, key: string): StatusCause[] {
  const [name, prefix, ...rest] = key.split('/').reverse();
  const ok =
    rest.length === 0 &&
    name.length <= 63 &&
    LABEL_NAME.test(name) &&
    (prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix)));
  return ok
    ? []
    : [
        bad(
          field,
          key,
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        ),
      ];
}

function labelCauses(labels: Record<string, string>): StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyCauses('metadata.labels', key),
    ...(value === '' || (value.length <= 63 && LABEL_NAME.test(value))
      ? []
      : [bad('metadata.labels', value, LABEL_VALUE_HELP)]),
  ]);
}

function annotationCauses(annotations: Record<string, string>): StatusCause[] {
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key + value),
    0,
  );
  return [
    ...Object.keys(annotations).flatMap(key =>
      keyCauses('metadata.annotations', key.toLowerCase()),
    ),
    ...(size > MAX_ANNOTATIONS_BYTES
      ? [
          {
            reason: 'FieldValueTooLong',
            message: `Too long: may not be more than ${MAX_ANNOTATIONS_BYTES} bytes`,
            field: 'metadata.annotations',
          },
        ]
      : []),
  ];
}

/** What is wrong with name, labels or annotations. */
export function metadataCauses(metadata: Partial<ObjectMeta>): StatusCause[] {
  const { name, labels, annotations } = metadata;
  const causes: StatusCause[] = [];
  if (!name) {
    causes.push({
      reason: 'FieldValueRequired',
      message: 'Required value: name or generateName is required',
      field: 'metadata.name',
    });
  } else if (name.length > 253 || !PREFIX.test(name)) {
    causes.push(bad('metadata.name', name, SUBDOMAIN_HELP));
  }
  return [
    ...causes,
    ...labelCauses(labels ?? {}),
    ...annotationCauses(annotations ?? {}),
  ];
}
