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

import { isRecord } from './object';
import { StatusCause } from './cause';

/**
 * The part of a structural OpenAPI v3 schema that kinds are described with.
 * The same data validates, defaults and prunes objects, and is published
 * under `/openapi/v3`.
 */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  description?: string;
  properties?: { readonly [field: string]: Schema };
  additionalProperties?: Schema;
  required?: readonly string[];
  items?: Schema;
  default?: unknown;
  enum?: readonly string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  /** Keys that make an entry of a `map` list unique. */
  'x-kubernetes-list-map-keys'?: readonly string[];
  /** Rules over the value, as CEL rules of a CRD; never published. */
  rules?: readonly SchemaRule[];
}

export interface SchemaRule {
  message: string;
  holds(value: unknown): boolean;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return '"array"';
  if (isRecord(value)) return '"object"';
  return JSON.stringify(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

function hasType(schema: Schema, value: unknown): boolean {
  const actual = typeOf(value);
  if (schema['x-kubernetes-int-or-string']) {
    return actual === 'integer' || actual === 'string';
  }
  return (
    !schema.type ||
    schema.type === actual ||
    (schema.type === 'number' && actual === 'integer')
  );
}

function invalidValue(field: string, value: unknown, why: string): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${describe(value)}: ${why}`,
    field,
  };
}

function stringCauses(schema: Schema, value: string, field: string) {
  const causes: StatusCause[] = [];
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${schema.maxLength} bytes`,
      field,
    });
  }
  if (schema.minLength !== undefined && value.length < schema.minLength) {
    const unit = schema.minLength === 1 ? 'char' : 'chars';
    causes.push(
      invalidValue(
        field,
        value,
        `${field} in body should be at least ${schema.minLength} ${unit} long`,
      ),
    );
  }
  if (schema.enum && !schema.enum.includes(value)) {
    const supported = schema.enum.map(entry => `"${entry}"`).join(', ');
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${value}": supported values: ${supported}`,
      field,
    });
  }
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) {
    causes.push(
      invalidValue(
        field,
        value,
        `${field} in body should match '${schema.pattern}'`,
      ),
    );
  }
  return causes;
}

function numberCauses(schema: Schema, value: number, field: string) {
  const bound = (text: string, limit: number) =>
    invalidValue(field, value, `${field} in body should be ${text} ${limit}`);
  if (schema.maximum !== undefined && value > schema.maximum) {
    return [bound('less than or equal to', schema.maximum)];
  }
  if (schema.minimum !== undefined && value < schema.minimum) {
    return [bound('greater than or equal to', schema.minimum)];
  }
  return [];
}

function duplicateCauses(
  keys: readonly string[],
  values: readonly unknown[],
  field: string,
): StatusCause[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    const record = isRecord(value) ? value : {};
    const key = JSON.stringify(
      Object.fromEntries(keys.map(name => [name, record[name]])),
    );
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: ${key}`,
        field: `${field}[${index}]`,
      },
    ];
  });
}

function arrayCauses(schema: Schema, value: readonly unknown[], field: string) {
  const causes: StatusCause[] = [];
  if (schema.maxItems !== undefined && value.length > schema.maxItems) {
    causes.push({
      reason: 'FieldValueTooMany',
      message: `Too many: ${value.length}: must have at most ${schema.maxItems} items`,
      field,
    });
  }
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${value.length}: ${field} in body should have at least ${schema.minItems} items`,
      field,
    });
  }
  const keys = schema['x-kubernetes-list-map-keys'];
  if (keys) causes.push(...duplicateCauses(keys, value, field));
  const items = schema.items;
  if (items) {
    value.forEach((entry, index) =>
      causes.push(...schemaCauses(items, entry, `${field}[${index}]`)),
    );
  }
  return causes;
}

function objectCauses(
  schema: Schema,
  value: Record<string, unknown>,
  field: string,
) {
  const at = (name: string) => (field ? `${field}.${name}` : name);
  const causes: StatusCause[] = (schema.required ?? [])
    .filter(name => value[name] === undefined)
    .map(name => ({
      reason: 'FieldValueRequired',
      message: 'Required value',
      field: at(name),
    }));
  for (const [name, entry] of Object.entries(value)) {
    const property = schema.properties?.[name] ?? schema.additionalProperties;
    if (property && entry !== undefined) {
      const path = schema.properties?.[name] ? at(name) : `${field}.${name}`;
      causes.push(...schemaCauses(property, entry, path));
    }
  }
  return causes;
}

/** Every violation of `schema` in `value`, worded as the API server does. */
export function schemaCauses(
  schema: Schema,
  value: unknown,
  field = '',
): StatusCause[] {
  if (!hasType(schema, value)) {
    const wanted = schema.type ?? 'integer,string';
    return [
      {
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${describe(
          typeOf(value),
        )}: ${field} in body must be of type ${wanted}: "${typeOf(value)}"`,
        field,
      },
    ];
  }
  const causes: StatusCause[] = [];
  if (typeof value === 'string') {
    causes.push(...stringCauses(schema, value, field));
  } else if (typeof value === 'number') {
    causes.push(...numberCauses(schema, value, field));
  } else if (Array.isArray(value)) {
    causes.push(...arrayCauses(schema, value, field));
  } else if (isRecord(value)) {
    causes.push(...objectCauses(schema, value, field));
  }
  for (const rule of causes.length ? [] : schema.rules ?? []) {
    if (!rule.holds(value)) {
      causes.push(invalidValue(field, value, rule.message));
    }
  }
  return causes;
}
