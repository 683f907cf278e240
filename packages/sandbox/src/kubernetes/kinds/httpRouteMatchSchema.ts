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

import { isRecord } from '../object';
import { Schema, SchemaRule } from '../schema';
import { list, object } from './shapes';

const HEADER_NAME = "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$";
const PATH_CHARACTERS =
  /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;

/** What a rule without matches matches. */
export const EVERY_PATH = { path: { type: 'PathPrefix', value: '/' } };

const matchType: Schema = {
  type: 'string',
  enum: ['Exact', 'RegularExpression'],
  default: 'Exact',
};

function literalPath(
  message: string,
  holds: (path: string) => boolean,
): SchemaRule {
  return {
    message: `${message} when type one of ['Exact', 'PathPrefix']`,
    holds: value =>
      !isRecord(value) ||
      value.type === 'RegularExpression' ||
      (typeof value.value === 'string' && holds(value.value)),
  };
}

const path: Schema = {
  ...object({
    type: {
      type: 'string',
      enum: ['Exact', 'PathPrefix', 'RegularExpression'],
      default: 'PathPrefix',
    },
    value: { type: 'string', maxLength: 1024, default: '/' },
  }),
  default: EVERY_PATH.path,
  rules: [
    literalPath("value must be an absolute path and start with '/'", value =>
      value.startsWith('/'),
    ),
    ...['//', '/./', '/../', '%2f', '%2F', '#'].map(part =>
      literalPath(`must not contain '${part}'`, value => !value.includes(part)),
    ),
    ...['/..', '/.'].map(end =>
      literalPath(`must not end with '${end}'`, value => !value.endsWith(end)),
    ),
    literalPath('must only contain valid characters', value =>
      PATH_CHARACTERS.test(value),
    ),
  ],
};

const valueMatches = (maxLength: number): Schema =>
  list(
    object(
      {
        type: matchType,
        name: {
          type: 'string',
          minLength: 1,
          maxLength: 256,
          pattern: HEADER_NAME,
        },
        value: { type: 'string', minLength: 1, maxLength },
      },
      ['name', 'value'],
    ),
    { maxItems: 16, 'x-kubernetes-list-map-keys': ['name'] },
  );

export const httpRouteMatch = object({
  path,
  headers: valueMatches(4096),
  queryParams: valueMatches(1024),
  method: {
    type: 'string',
    enum: [
      'GET',
      'HEAD',
      'POST',
      'PUT',
      'DELETE',
      'CONNECT',
      'OPTIONS',
      'TRACE',
      'PATCH',
    ],
  },
});
