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

/* eslint-disable jest/no-export -- every driver's tests call these cases */

import { clusterPlane } from './clusterPlane';
import type { ControlPlane } from '../conformance/ControlPlane';
import { describeEvents } from '../conformance/describeEvents';
import { describeForward } from '../conformance/describeForward';
import { describeRestore } from '../conformance/describeRestore';
import { describeTakeBack } from '../conformance/describeTakeBack';
import type { DriverWorld } from '../conformance/DriverWorld';
import { sandboxPlane } from './sandboxPlane';

const kubeconfig = process.env.STAGECRAFT_TEST_KUBECONFIG;

/** The cluster of `STAGECRAFT_TEST_KUBECONFIG`, or else a sandbox. */
export async function startControlPlane(): Promise<ControlPlane> {
  return kubeconfig ? clusterPlane(kubeconfig) : sandboxPlane();
}

/** That cluster, for what no sandbox can show. */
export async function requireCluster(): Promise<ControlPlane> {
  if (kubeconfig) return clusterPlane(kubeconfig);
  throw new Error('It needs a real cluster: run it by npm run test:cluster.');
}

/**
 * All conformance cases for one driver, before a real cluster where
 * `STAGECRAFT_TEST_KUBECONFIG` names one and before the sandbox otherwise.
 *
 * A driver's whole test file is this call:
 *
 *     describeDriver('my-kind', plane => new MyKindWorld(plane).start());
 *
 * Its world makes targets and plays the rivals through `plane.admin`, in
 * `plane.namespace`, and gives its driver `plane.access` through a
 * `FaultProxy`: see `GatewayApiWorld`. What differs between the two control
 * planes is asked of `plane.name`, and best nothing does.
 */
export function describeDriver(
  kind: string,
  startWorld: (plane: ControlPlane) => Promise<DriverWorld>,
): void {
  describe(`the ${kind} driver before ${
    kubeconfig ? 'a real cluster' : 'the sandbox'
  }`, () => {
    let plane: ControlPlane | undefined;
    let started: DriverWorld | undefined;
    const world = () => {
      if (!started) throw new Error('The world has not started');
      return started;
    };

    beforeAll(async () => {
      plane = await startControlPlane();
      started = await startWorld(plane);
    });

    afterEach(() => started?.proxy.clear());

    afterAll(async () => {
      await started?.stop();
      await plane?.stop();
    });

    describeForward(world);
    const startedPlane = () => {
      if (!plane) throw new Error('The control plane has not started');
      return plane;
    };
    describeRestore(world);
    describeEvents(world, startedPlane);
    describeTakeBack(world, startedPlane);
  });
}
