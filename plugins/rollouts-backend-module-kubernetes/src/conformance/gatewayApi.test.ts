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

import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import { describeForward } from './describeForward';
import { describeRestore } from './describeRestore';
import type { DriverWorld } from './DriverWorld';
import { GatewayApiWorld } from './GatewayApiWorld';

describe('the gateway-api driver before the sandbox', () => {
  let sandbox: Sandbox;
  let world: DriverWorld;

  beforeAll(async () => {
    sandbox = await createSandbox({
      port: 0,
      gatewayPort: 0,
      traffic: false,
      controllerDelayMilliseconds: 1,
    });
    world = await new GatewayApiWorld({
      url: sandbox.url,
      token: 'any',
      namespace: 'storefront',
      parentRef: { name: 'public', namespace: 'gateway' },
      backends: { baseline: 'checkout-stable', new: 'checkout-next' },
      port: 80,
    }).start();
  });

  afterEach(() => world.proxy.clear());

  afterAll(async () => {
    await world?.stop();
    await sandbox?.stop();
  });

  describeForward(() => world);
  describeRestore(() => world);
});
