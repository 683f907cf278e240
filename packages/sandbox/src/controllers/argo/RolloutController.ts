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

import { isRecord, timestamp, type KubeObject } from '../../kubernetes/object';
import { MERGE_PATCH } from '../../kubernetes/patch';
import type { ResourceRegistry } from '../../kubernetes/registry';
import type { ObjectStore, StoreEvent } from '../../kubernetes/store';
import type { ObjectWriter } from '../../kubernetes/writes';
import { DirtyQueue } from '../dirtyQueue';
import {
  nextSet,
  ReplicaSets,
  setOf,
  templateOf,
  type Marks,
} from '../replicaSets';
import { progress, type Progress } from './progress';
import { reported } from './report';
import {
  highestWeight,
  isRouted,
  namesOf,
  type RolloutStatus,
  specOf,
  statusOf,
} from './rolloutShape';
import { TrafficRouter } from './trafficRouter';

const MANAGER = 'rollouts-controller';
const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation';

const MARKS: Marks = {
  hash: 'rollouts-pod-template-hash',
  revision: 'rollout.argoproj.io/revision',
};

/**
 * Behaves as the Argo Rollouts controller does towards who drives a canary by
 * its steps: one change of the status a pass, passes until nothing changes.
 */
export class RolloutController {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;
  readonly #registry: ResourceRegistry;
  readonly #now: () => number;
  readonly #sets: ReplicaSets;
  readonly #router: TrafficRouter;
  readonly #queue: DirtyQueue;
  readonly #unsubscribe: () => void;

  constructor(
    store: ObjectStore,
    writer: ObjectWriter,
    registry: ResourceRegistry,
    now: () => number,
    delayMilliseconds: number,
  ) {
    this.#store = store;
    this.#writer = writer;
    this.#registry = registry;
    this.#now = now;
    this.#sets = new ReplicaSets(store, writer, registry, MANAGER);
    this.#router = new TrafficRouter(store, writer, registry);
    this.#queue = new DirtyQueue(delayMilliseconds, key => this.#work(key));
    this.#unsubscribe = store.subscribe(event => this.#noticed(event));
  }

  /** Looks at everything again. */
  markAll(): void {
    this.#list(undefined).forEach(rollout => this.#mark(rollout));
  }

  get idle(): boolean {
    return this.#queue.idle;
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #list(namespace: string | undefined): KubeObject[] {
    return this.#store.list(this.#registry.byKind('Rollout'), namespace);
  }

  #noticed({ kind, object }: StoreEvent): void {
    if (kind.kind === 'Rollout') this.#mark(object);
    if (kind.kind === 'Deployment' || kind.kind === 'Service') {
      this.#list(object.metadata.namespace)
        .filter(rollout => namesOf(rollout).includes(object.metadata.name))
        .forEach(rollout => this.#mark(rollout));
    }
  }

  #mark({ metadata }: KubeObject): void {
    this.#queue.add(`${metadata.namespace}/${metadata.name}`);
  }

  #work(key: string): void {
    const [namespace, name] = key.split('/');
    const kind = this.#registry.byKind('Rollout');
    const rollout = this.#store.get(kind, namespace, name);
    if (!rollout) {
      this.#sets.deleteOrphans('Rollout', namespace);
      return;
    }
    const problem = this.#problem(rollout);
    if (problem) {
      this.#report(rollout, undefined, statusOf(rollout), problem);
      return;
    }
    const workload = this.#workload(rollout);
    const own = this.#sets.of(rollout);
    const template = templateOf(workload ?? rollout);
    const known = setOf(template, own, MARKS);
    // Sets of an earlier one of that name are in the way of a new set.
    if (!known) this.#sets.deleteOrphans('Rollout', namespace);
    const current =
      known ??
      this.#sets.create(namespace, nextSet(rollout, template, own, MARKS, 0));
    this.#annotate(rollout, current, workload);
    const now = timestamp(this.#now());
    const next = progress(
      specOf(rollout),
      statusOf(rollout),
      hashOf(current),
      now,
    );
    this.#carryOut(rollout, next);
    this.#report(rollout, workload, withWeights(rollout, next), undefined);
  }

  /** Why the controller refuses the Rollout; it then changes nothing else. */
  #problem(rollout: KubeObject): string | undefined {
    const { stableService, canaryService } =
      specOf(rollout).strategy?.canary ?? {};
    const services = this.#registry.byKind('Service', '');
    const { namespace } = rollout.metadata;
    const missing = [stableService, canaryService].find(
      name => name && !this.#store.get(services, namespace, name),
    );
    if (missing) return `service "${missing}" not found`;
    return specOf(rollout).workloadRef && !this.#workload(rollout)
      ? 'the workload of workloadRef is not found'
      : undefined;
  }

  #workload(rollout: KubeObject): KubeObject | undefined {
    const name = specOf(rollout).workloadRef?.name;
    const kind = this.#registry.byKind('Deployment');
    return name === undefined
      ? undefined
      : this.#store.get(kind, rollout.metadata.namespace, name);
  }

  #annotate(
    rollout: KubeObject,
    current: KubeObject,
    workload: KubeObject | undefined,
  ): void {
    const revision = current.metadata.annotations?.[MARKS.revision];
    this.#patch(rollout, {
      metadata: {
        annotations: {
          [MARKS.revision]: revision,
          ...(workload && {
            [WORKLOAD_GENERATION]: String(workload.metadata.generation),
          }),
        },
      },
    });
  }

  /** More pods, then traffic, then fewer pods: nobody meets a missing one. */
  #carryOut(rollout: KubeObject, { replicas, weight, status }: Progress): void {
    if (replicas === null || weight === null) return;
    const sets = this.#sets.of(rollout).map(set => ({
      set,
      now: Number(set.spec?.replicas ?? 0),
      wanted: replicas[hashOf(set)] ?? 0,
    }));
    const scale = (some: typeof sets) =>
      some.forEach(({ set, wanted }) => this.#sets.scale(set, wanted));
    scale(sets.filter(({ now, wanted }) => wanted >= now));
    this.#select(rollout, replicas, status);
    this.#router.route(rollout, weight);
    scale(sets.filter(({ now, wanted }) => wanted < now));
  }

  /** Points the two Services at their sets; a canary without pods at none. */
  #select(
    rollout: KubeObject,
    replicas: Record<string, number>,
    { stableRS, currentPodHash }: RolloutStatus,
  ): void {
    const { stableService, canaryService } =
      specOf(rollout).strategy?.canary ?? {};
    const canary = replicas[currentPodHash ?? ''] ? currentPodHash : stableRS;
    for (const [name, hash] of [
      [stableService, stableRS],
      [canaryService, canary],
    ]) {
      const kind = this.#registry.byKind('Service', '');
      const { namespace } = rollout.metadata;
      const service = name && this.#store.get(kind, namespace, name);
      if (service && hash) {
        this.#patch(service, { spec: { selector: { [MARKS.hash]: hash } } });
      }
    }
  }

  #report(
    rollout: KubeObject,
    workload: KubeObject | undefined,
    progressed: RolloutStatus,
    problem: string | undefined,
  ): void {
    const spec = specOf(rollout);
    const sets = this.#sets.of(rollout);
    const count = (some: KubeObject[]) =>
      some.reduce((sum, set) => sum + Number(set.spec?.replicas ?? 0), 0);
    const { currentPodHash } = progressed;
    const status = reported(spec, progressed, problem, timestamp(this.#now()));
    const all = count(sets);
    this.#patch(
      rollout,
      {
        status: {
          // A merge patch keeps what it does not name.
          pauseConditions: null,
          abortedAt: null,
          ...status,
          observedGeneration: String(rollout.metadata.generation ?? 1),
          ...(spec.workloadRef && {
            workloadObservedGeneration: String(
              workload?.metadata.generation ?? '',
            ),
          }),
          replicas: all,
          readyReplicas: all,
          availableReplicas: all,
          HPAReplicas: all,
          updatedReplicas: count(
            sets.filter(set => hashOf(set) === currentPodHash),
          ),
        },
      },
      'status',
    );
  }

  #patch(object: KubeObject, patch: object, subresource?: 'status'): void {
    const kind = this.#registry.byKind(object.kind);
    this.#writer.patch(
      { kind, namespace: object.metadata.namespace },
      object.metadata.name,
      { contentType: MERGE_PATCH, body: JSON.stringify(patch) },
      { fieldManager: MANAGER, ...(subresource && { subresource }) },
    );
  }
}

function hashOf(set: KubeObject): string {
  const labels = set.metadata.labels;
  return isRecord(labels) ? String(labels[MARKS.hash]) : '';
}

/** The status with the weights that the traffic router was told, if any. */
function withWeights(
  rollout: KubeObject,
  { status, weight }: Progress,
): RolloutStatus {
  const spec = specOf(rollout);
  if (weight === null || !isRouted(spec)) return status;
  const { stableService, canaryService } = spec.strategy?.canary ?? {};
  return {
    ...status,
    canary: {
      weights: {
        canary: {
          weight,
          podTemplateHash: status.currentPodHash,
          serviceName: canaryService,
        },
        stable: {
          weight: highestWeight(spec) - weight,
          podTemplateHash: status.stableRS,
          serviceName: stableService,
        },
      },
    },
  };
}
