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

import { once } from 'node:events';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ExposureDriver } from '@stagecraft/backstage-plugin-rollouts-node';
import knexFactory from 'knex';
import { Controller } from '../../controller';
import { Door } from '../../governance/door';
import { makeCheck } from '../../testing/plans';
import { routeDriver } from './kubernetesDrivers';
import { replicaOptionsSchema, type FromReplica } from './replicaMessages';

/*
 * A replica in a process of its own. It works once on one target, and before
 * its forward patch leaves, with its ticket just confirmed, it waits to be
 * told to go on.
 */

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

function tell(message: FromReplica): void {
  process.send?.(message);
}

function waiting(driver: ExposureDriver): ExposureDriver {
  return new Proxy(driver, {
    get(target, property) {
      if (property === 'expose') {
        const expose: ExposureDriver['expose'] = (
          ref,
          exposure,
          options,
          context,
        ) =>
          target.expose(ref, exposure, options, {
            ...context,
            async confirm() {
              await context.confirm();
              tell('confirmed');
              await once(process, 'message');
            },
          });
        return expose;
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function main(): Promise<void> {
  const { connection, clusters, target, intervals } =
    replicaOptionsSchema.parse(JSON.parse(process.argv[2]));
  const database = knexFactory({
    client: 'pg',
    connection,
    searchPath: ['public', 'pg_catalog'],
    pool: { min: 0, max: 4 },
  });
  const { driver, stop } = await routeDriver(clusters, intervals.callMs);
  const readEvidence = async () => ({
    checks: [makeCheck()],
    sample: 1_000_000,
  });
  const controller = Controller.create({
    database,
    door: new Door({
      knex: database,
      preparer: { prepare: async () => ({ policies: [] }) },
      readEvidence,
    }),
    drivers: { of: () => waiting(driver) },
    readEvidence,
    logger: silent,
    intervals,
  });
  tell('ready');
  await once(process, 'message');
  await controller.work(target);
  await stop();
  await database.destroy();
  tell('done');
  process.disconnect();
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
