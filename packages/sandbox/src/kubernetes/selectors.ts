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

import { isRecord, KubeObject } from './object';
import { ResourceKind } from './registry';
import { badRequest } from './status';

export type ObjectFilter = (object: KubeObject) => boolean;

type LabelTest = (labels: Record<string, string>) => boolean;

const SET = /^([^\s!=,()]+)\s+(in|notin)\s+\(([^)]*)\)$/;
const EQUALITY = /^([^\s!=,()]+)\s*(==|=|!=)\s*([^\s!=,()]*)$/;
const EXISTS = /^(!?)\s*([^\s!=,()]+)$/;

function requirement(text: string): LabelTest {
  const set = SET.exec(text);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    return operator === 'in'
      ? labels => values.includes(labels[key])
      : labels => !values.includes(labels[key]);
  }
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const exists = EXISTS.exec(text);
  if (exists) {
    const [, not, key] = exists;
    return labels => (labels[key] === undefined) === (not === '!');
  }
  throw badRequest(
    `unable to parse requirement: found '${text}', expected: a label requirement such as key=value, key in (a,b), key or !key`,
  );
}

/** Splits at commas that are not within parentheses. */
function requirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

function labelFilter(selector: string): ObjectFilter {
  const tests = requirements(selector).map(requirement);
  return object => tests.every(test => test(object.metadata.labels ?? {}));
}

function valueAt(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const part of path.split('.')) {
    value = isRecord(value) ? value[part] : undefined;
  }
  return value === undefined ? '' : String(value);
}

function fieldFilter(kind: ResourceKind, selector: string): ObjectFilter {
  const allowed = [
    'metadata.name',
    'metadata.namespace',
    ...(kind.selectableFields ?? []),
  ];
  const tests = selector
    .split(',')
    .filter(Boolean)
    .map((part): ObjectFilter => {
      const [, field = '', operator = '', value = ''] =
        /^([^!=]+)(==|=|!=)(.*)$/.exec(part) ?? [];
      if (!operator) {
        throw badRequest(
          `invalid selector: '${part}'; can't understand '${part}'`,
        );
      }
      if (!allowed.includes(field)) {
        throw badRequest(`field label not supported: ${field}`);
      }
      return object =>
        (valueAt(object, field) === value) === (operator !== '!=');
    });
  return object => tests.every(test => test(object));
}

/** The filter that a request's labelSelector and fieldSelector make together. */
export function requestFilter(
  kind: ResourceKind,
  parameters: URLSearchParams,
): ObjectFilter {
  const byLabel = labelFilter(parameters.get('labelSelector') ?? '');
  const byField = fieldFilter(kind, parameters.get('fieldSelector') ?? '');
  return object => byLabel(object) && byField(object);
}
