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

import { isRecord, KubeObject } from '../object';
import { ALL_VERBS, ResourceKind, TableColumn } from '../registry';
import { Schema } from '../schema';
import { anything, integer, text } from './shapes';

const EVENT = {
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  custom: false,
  verbs: ALL_VERBS,
  statusSubresource: false,
  generation: false,
} as const;

/** What both forms of an event have. */
const COMMON = {
  eventTime: text,
  action: text,
  reason: text,
  type: text,
  related: anything,
  series: anything,
  reportingInstance: text,
};

function word(maxLength: number): Schema {
  return { ...text, minLength: 1, maxLength };
}

function columns(
  about: 'involvedObject' | 'regarding',
  message: 'message' | 'note',
): TableColumn[] {
  const column = (name: string, cell: TableColumn['cell']): TableColumn => ({
    name,
    type: 'string',
    cell,
  });
  return [
    column('Type', ({ type }) => String(type ?? '')),
    column('Reason', ({ reason }) => String(reason ?? '')),
    column('Object', ({ [about]: subject }) =>
      isRecord(subject)
        ? `${String(subject.kind).toLowerCase()}/${subject.name}`
        : '',
    ),
    column('Message', event => String(event[message] ?? '')),
  ];
}

/** As `kubectl describe` reads them. */
const CORE_EVENT: ResourceKind = {
  ...EVENT,
  group: '',
  fields: {
    ...COMMON,
    involvedObject: anything,
    message: text,
    source: anything,
    count: integer,
    firstTimestamp: text,
    lastTimestamp: text,
    reportingComponent: text,
  },
  required: ['involvedObject'],
  selectableFields: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'reason',
    'type',
  ],
  columns: columns('involvedObject', 'message'),
};

const MICROSECONDS =
  '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)$';

/** As controllers write them. */
const NEW_EVENT: ResourceKind = {
  ...EVENT,
  group: 'events.k8s.io',
  fields: {
    ...COMMON,
    eventTime: { ...text, pattern: MICROSECONDS },
    action: word(128),
    reason: word(128),
    type: { ...text, enum: ['Normal', 'Warning'] },
    regarding: anything,
    note: {
      ...text,
      rules: [
        {
          message: 'can have at most 1024 characters',
          holds: note => Buffer.byteLength(String(note)) <= 1024,
        },
      ],
    },
    reportingController: word(317),
    reportingInstance: word(128),
  },
  required: [
    'eventTime',
    'action',
    'reason',
    'type',
    'reportingController',
    'reportingInstance',
  ],
  selectableFields: ['reason', 'type'],
  columns: columns('regarding', 'note'),
};

export const EVENT_KINDS: readonly ResourceKind[] = [CORE_EVENT, NEW_EVENT];

/** The same event in the core group's form, which the API server keeps it in. */
export function asCoreEvent({
  regarding,
  note,
  reportingController,
  ...event
}: KubeObject): KubeObject {
  return {
    ...event,
    apiVersion: 'v1',
    involvedObject: regarding,
    message: note,
    reportingComponent: reportingController,
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
  };
}
