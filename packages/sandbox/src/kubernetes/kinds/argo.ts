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

import { ALL_VERBS, ResourceKind, TableColumn } from '../registry';
import { AGE } from './columns';
import {
  anything,
  flag,
  integer,
  labelSelector,
  list,
  object,
  open,
  text,
  textMap,
} from './shapes';

const container = open({ name: text, image: text }, ['name']);

/** As the definition has it: a template's metadata is labels and annotations. */
const template = object({
  metadata: object({ labels: textMap, annotations: textMap }),
  spec: open({ containers: list(container) }, ['containers']),
});

const step = object({
  setWeight: integer,
  pause: object({ duration: { 'x-kubernetes-int-or-string': true } }),
  setCanaryScale: anything,
  setHeaderRoute: anything,
  setMirrorRoute: anything,
  analysis: anything,
  experiment: anything,
  plugin: anything,
});

const virtualService = object(
  {
    name: text,
    routes: list(text),
    tcpRoutes: list(anything),
    tlsRoutes: list(anything),
  },
  ['name'],
);

const trafficRouting = object({
  istio: object({
    virtualService,
    virtualServices: list(virtualService),
    destinationRule: anything,
  }),
  plugins: anything,
  managedRoutes: list(anything),
  maxTrafficWeight: integer,
  alb: anything,
  ambassador: anything,
  apisix: anything,
  appMesh: anything,
  nginx: anything,
  smi: anything,
  traefik: anything,
});

const canary = object({
  stableService: text,
  canaryService: text,
  steps: list(step),
  trafficRouting,
  maxSurge: { 'x-kubernetes-int-or-string': true },
  maxUnavailable: { 'x-kubernetes-int-or-string': true },
  dynamicStableScale: flag,
  minPodsPerReplicaSet: integer,
  replicaProgressThreshold: anything,
  scaleDownDelaySeconds: integer,
  scaleDownDelayRevisionLimit: integer,
  abortScaleDownDelaySeconds: integer,
  analysis: anything,
  antiAffinity: anything,
  canaryMetadata: anything,
  stableMetadata: anything,
  pingPong: anything,
});

const spec = object({
  replicas: integer,
  selector: labelSelector,
  template,
  workloadRef: object({
    apiVersion: text,
    kind: text,
    name: text,
    scaleDown: text,
  }),
  strategy: object({ canary, blueGreen: anything }),
  paused: flag,
  minReadySeconds: integer,
  progressDeadlineSeconds: integer,
  progressDeadlineAbort: flag,
  revisionHistoryLimit: integer,
  restartAt: text,
  rollbackWindow: object({ revisions: integer }),
  analysis: anything,
});

const weight = object(
  { weight: integer, podTemplateHash: text, serviceName: text },
  ['weight'],
);

const status = object({
  observedGeneration: text,
  workloadObservedGeneration: text,
  phase: text,
  message: text,
  abort: flag,
  abortedAt: text,
  promoteFull: flag,
  controllerPause: flag,
  pauseConditions: list(
    object({ reason: text, startTime: text }, ['reason', 'startTime']),
  ),
  currentStepIndex: integer,
  currentStepHash: text,
  currentPodHash: text,
  stableRS: text,
  selector: text,
  replicas: integer,
  updatedReplicas: integer,
  readyReplicas: integer,
  availableReplicas: integer,
  HPAReplicas: integer,
  collisionCount: integer,
  restartedAt: text,
  canary: open({
    weights: object(
      {
        canary: weight,
        stable: weight,
        additional: list(weight),
        verified: flag,
      },
      ['canary', 'stable'],
    ),
  }),
  blueGreen: anything,
  duration: anything,
  alb: anything,
  albs: list(anything),
  conditions: list(
    object(
      {
        type: text,
        status: text,
        reason: text,
        message: text,
        lastTransitionTime: text,
        lastUpdateTime: text,
      },
      [
        'lastTransitionTime',
        'lastUpdateTime',
        'message',
        'reason',
        'status',
        'type',
      ],
    ),
  ),
});

const number = (field: string, name: string): TableColumn => ({
  name,
  type: 'integer',
  cell: rollout => Number(rollout.status?.[field] ?? 0),
});

export const ARGO_KINDS: readonly ResourceKind[] = [
  {
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'Rollout',
    plural: 'rollouts',
    singular: 'rollout',
    shortNames: ['ro'],
    namespaced: true,
    custom: true,
    verbs: ALL_VERBS,
    fields: { spec, status },
    required: ['spec'],
    statusSubresource: true,
    generation: true,
    columns: [
      {
        name: 'Desired',
        type: 'integer',
        cell: rollout => Number(rollout.spec?.replicas ?? 0),
      },
      number('replicas', 'Current'),
      number('updatedReplicas', 'Up-to-date'),
      number('availableReplicas', 'Available'),
      AGE,
    ],
  },
];
