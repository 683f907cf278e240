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

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  capsulesExtensionPoint,
  clustersExtensionPoint,
  drillsExtensionPoint,
  driversExtensionPoint,
  eventsExtensionPoint,
  metricsExtensionPoint,
  policiesExtensionPoint,
  rolloutsServiceRef,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { registerActions } from './actions';
import { assemble } from './assemble';
import { openAudit } from './openAudit';
import { readConfiguration } from './configuration';
import { Controller, Watcher } from './controller';
import { WakeListener } from './pipeline/WakeListener';
import {
  AddedCapsules,
  AddedClusters,
  AddedDrivers,
  AddedMetrics,
  AddedRecorders,
} from './extensionPoints';
import { auditedDoor } from './governance/auditedDoor';
import { registerPlaybooks } from './governance/registerPlaybooks';
import { FLAGGER_PATH } from './http/gates';
import { createRouter } from './http/router';
import { Viewers } from './http/Viewers';
import { openOutbox, readWebhooks } from './outbox';
import {
  awake,
  hashedDefinitions,
  intervalWarnings,
  readConfiguredDefinitions,
  readSamplingConfiguration,
  Sampler,
} from './sampling';
import { DrillRunner } from './drills/DrillRunner';
import { AddedDrillSources } from './drills/Sources';
import { AddedPolicies } from './policy/AddedPolicies';
import { PolicyWatch } from './policy/PolicyWatch';
import { readPolicyConfiguration } from './policy/configuration';
import { Granter, registerPermissions } from './permissions/grants';
import { readTokens } from './permissions/tokens';
import { latestPassedDrill } from './store/drills';
import { registerDefinitions } from './store/metricDefinitions';
import { prepareDatabase } from './store/prepare';
import { inTransaction } from './store/transaction';
import { scheduleTasks } from './scheduleTasks';

/** Between two looks for targets that are to be watched. */
const FOLLOW_MS = 2000;

/** Governed rollouts: the API, the one door, the controller and the store. */
export const rolloutsPlugin = createBackendPlugin({
  pluginId: 'rollouts',
  register(env) {
    const drivers = new AddedDrivers();
    const metrics = new AddedMetrics();
    const kept = new AddedCapsules();
    const clusters = new AddedClusters();
    const policies = new AddedPolicies();
    const drillSources = new AddedDrillSources();
    const events = new AddedRecorders();
    env.registerExtensionPoint(driversExtensionPoint, drivers);
    env.registerExtensionPoint(metricsExtensionPoint, metrics);
    env.registerExtensionPoint(capsulesExtensionPoint, kept);
    env.registerExtensionPoint(clustersExtensionPoint, clusters);
    env.registerExtensionPoint(policiesExtensionPoint, policies);
    env.registerExtensionPoint(drillsExtensionPoint, drillSources);
    env.registerExtensionPoint(eventsExtensionPoint, events);
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notificationsService: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rollouts: rolloutsServiceRef,
        scheduler: coreServices.scheduler,
        signalsService: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { config, lifecycle, logger } = deps;
        const knex = await prepareDatabase(deps.database);
        const { operators, authority, playbooks, intervals } =
          readConfiguration(config);
        const webhooks = readWebhooks(config);
        const { intervalSeconds, retentionDays } =
          readSamplingConfiguration(config);
        const definitions = hashedDefinitions({
          providers: metrics.providers,
          presets: metrics.definitions,
          configured: readConfiguredDefinitions(config),
        });
        for (const warning of intervalWarnings(definitions, intervalSeconds)) {
          logger.warn(warning);
        }
        await inTransaction(knex, trx => registerDefinitions(trx, definitions));
        await registerPlaybooks(knex, playbooks, logger);

        const rooms = assemble({
          ...deps,
          knex,
          operators,
          authority,
          drivers,
          capsules: kept,
          clusters,
          metrics,
          drillSources,
          recorders: events.recorders,
          policySetup: {
            ...readPolicyConfiguration(config),
            added: {
              policies: policies.policies,
              watch: new PolicyWatch(logger),
            },
            readRehearsal: latestPassedDrill,
          },
          webhooks,
          samplingSeconds: intervalSeconds,
          intervals,
        });
        const proof = openAudit({ ...deps, knex, operators });
        registerActions(deps.actionsRegistry, deps.rollouts);
        registerPermissions(deps.permissionsRegistry, knex);
        deps.httpRouter.addAuthPolicy({
          path: FLAGGER_PATH,
          allow: 'unauthenticated',
        });
        deps.httpRouter.use(
          createRouter({
            ...deps,
            ...rooms,
            ...proof,
            knex,
            viewers: new Viewers({
              ...deps,
              granter: new Granter(deps),
              identities: rooms.identities,
              tokens: readTokens(config),
            }),
          }),
        );

        const wakes = WakeListener.create({ database: knex, logger });
        const controller = Controller.create({
          database: knex,
          door: auditedDoor(rooms.door, deps.auditor, logger),
          drivers: rooms.drivers,
          readEvidence: rooms.readEvidence,
          awakeSince: awake.since,
          readAllPolicies: rooms.policies.readAll,
          logger,
          wakes,
          intervals,
        });
        const watcher = Watcher.create({
          database: knex,
          drivers: rooms.drivers,
          logger,
          intervalMs: FOLLOW_MS,
        });
        const sampler = Sampler.create({
          knex,
          logger,
          providers: metrics.providers,
          intervalSeconds,
        });
        const drillRunner = DrillRunner.create({
          knex,
          door: rooms.door,
          sources: drillSources,
          logger,
        });
        const outbox = openOutbox({
          ...deps,
          ...rooms,
          ...proof,
          knex,
          operators,
          wakes,
          webhooks,
          recorders: events.recorders,
        });
        const loops = [
          wakes,
          controller,
          watcher,
          sampler,
          drillRunner,
          ...outbox,
          ...proof.loops,
        ];
        lifecycle.addStartupHook(() => loops.forEach(loop => loop.start()));
        lifecycle.addShutdownHook(async () => {
          for (const loop of [...loops].reverse()) await loop.stop();
        });
        await scheduleTasks({
          ...deps,
          ...rooms,
          knex,
          operators,
          retentionDays,
        });
      },
    });
  },
});
