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

import type {
  AuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventRecorder } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import type { AuthorityConfiguration } from './configuration';
import { DEFAULT_INTERVALS, freshMs, type Intervals } from './controller/deps';
import type {
  AddedCapsules,
  AddedClusters,
  AddedDrivers,
  AddedMetrics,
} from './extensionPoints';
import { Gates } from './gates/Gates';
import { Candidates } from './governance/Candidates';
import { Concluder } from './governance/Concluder';
import { Drills } from './drills/Drills';
import { DueDrills } from './drills/DueDrills';
import { Schedules } from './drills/Schedules';
import type { AddedDrillSources } from './drills/Sources';
import { Door } from './governance/door';
import { Drivers } from './governance/Drivers';
import { Evidence } from './governance/Evidence';
import { MissingError } from './problems/errors';
import { Freezes } from './governance/Freezes';
import { LineStop } from './governance/LineStop';
import { Planner } from './governance/Planner';
import { PlaybookChanges } from './governance/PlaybookChanges';
import type { PolicySetup } from './governance/judgeAll';
import { Policies } from './governance/Policies';
import { Preparer } from './governance/Preparer';
import { Proposer } from './governance/Proposer';
import { Traffic } from './governance/Traffic';
import { Directory } from './people/Directory';
import { Identities } from './people/Identities';
import type { Webhook } from './outbox';
import type { Service } from './people/service';
import { ReviewDesk } from './reviews/ReviewDesk';
import {
  meteredService,
  MetricViews,
  readAllEvidence,
  readEffects,
  readEvidence,
  readSeries,
} from './sampling';
import { Clusters } from './views/Clusters';
import { Discussion } from './discussion/Discussion';
import { Experiments } from './views/Experiments';
import { FreezeViews } from './views/FreezeViews';
import { Insights } from './views/Insights';
import { Deliveries } from './views/Deliveries';
import { UnseenHarm } from './views/UnseenHarm';
import type { Measured } from './views/measured';
import { Playbooks } from './views/Playbooks';
import { Reviews } from './views/Reviews';
import { Rollouts } from './views/Rollouts';
import { Services } from './views/Services';

export interface Parts {
  knex: Knex;
  auth: AuthService;
  catalog: CatalogService;
  userInfo: UserInfoService;
  logger: LoggerService;
  operators: string[];
  authority: AuthorityConfiguration;
  drivers: AddedDrivers;
  capsules: AddedCapsules;
  clusters: AddedClusters;
  metrics: AddedMetrics;
  drillSources: AddedDrillSources;
  recorders: ReadonlyMap<string, EventRecorder>;
  policySetup: PolicySetup;
  webhooks: readonly Webhook[];
  samplingSeconds: number;
  intervals: Partial<Intervals>;
}

function measuredBy(views: MetricViews, evidence: Evidence): Measured {
  const metered = ({ ref, targets }: Service) =>
    targets.map(target => meteredService(ref, target));
  return {
    readAllEvidence: evidence.readAll,
    readSeries,
    readEffects,
    listMetricViews: service => views.list(service && metered(service)),
    async metricHistory(name, service, minutes) {
      const known = metered(service);
      if (known.length > 0) return views.history(name, known, minutes);
      throw new MissingError(
        `${service.ref} names no target, so nothing is measured of it`,
        'Name its targets in the catalogue',
      );
    },
  };
}

/** Puts the rooms of the plugin together. */
export function assemble(parts: Parts) {
  const { knex, auth, catalog, logger, operators, authority } = parts;
  const organisation = {
    catalog,
    auth,
    operators,
    rollbackAuthority: authority.rollback,
  };
  const directory = new Directory(organisation);
  const live = new Directory({ ...organisation, keptMs: 0 });
  const identities = new Identities({
    directory,
    live,
    auth,
    userInfo: parts.userInfo,
  });
  const drivers = new Drivers(parts.drivers.drivers, parts.capsules.store);
  const { providers } = parts.metrics;
  const traffic = new Traffic({ knex, providers, logger });
  const policies = new Policies({
    knex,
    directory,
    setup: parts.policySetup,
  });
  const candidates = new Candidates({
    drivers: parts.drivers.drivers,
    sources: parts.clusters.sources,
  });
  const planner = new Planner({
    knex,
    directory,
    policies,
    drivers,
    candidates,
    traffic,
  });
  const preparer = new Preparer({ directory, live, planner, policies });
  const evidence = new Evidence({
    readAllEvidence,
    freshMs: freshMs({ ...DEFAULT_INTERVALS, ...parts.intervals }),
  });
  const measured = measuredBy(
    new MetricViews({
      knex,
      providers,
      intervalSeconds: parts.samplingSeconds,
    }),
    evidence,
  );
  const rollouts = new Rollouts({
    knex,
    ...measured,
    readAllPolicies: policies.readAll,
    rollbackAuthority: authority.rollback,
  });
  const door = new Door({
    knex,
    preparer,
    readEvidence: evidence.read,
    approvalLifetimeMs: authority.approvalLifetimeMs,
    security: authority.security,
    rollbackAuthority: authority.rollback,
    recordedKinds: new Set(parts.recorders.keys()),
  });
  const services = new Services({ catalog, operators });
  const proposer = new Proposer({ knex, planner });
  const drills = new Drills({
    knex,
    planner,
    proposer,
    sources: parts.drillSources,
    production: parts.policySetup.production,
    everybody: parts.policySetup.everybody,
  });
  return {
    ...measured,
    readEvidence,
    policies,
    directory,
    identities,
    drivers,
    candidates,
    planner,
    door,
    freezes: new Freezes({ knex, operators }),
    freezeViews: new FreezeViews({ knex, operators }),
    lineStop: new LineStop({ knex, door, operators }),
    proposer,
    drills,
    drillSchedules: new Schedules({ knex, planner, drills, operators }),
    dueDrills: new DueDrills({ knex, directory, drills, logger }),
    concluder: new Concluder({ knex, directory: live, readEffects }),
    rollouts,
    insights: new Insights({ knex }),
    discussion: new Discussion({ knex }),
    experiments: new Experiments({ knex, rollouts, readEffects }),
    playbooks: new Playbooks({ knex, operators }),
    playbookChanges: new PlaybookChanges({ knex, operators }),
    services,
    clusters: new Clusters({
      knex,
      sources: parts.clusters.sources,
      services,
    }),
    reviews: new Reviews({ knex, policies, drivers, traffic }),
    gates: new Gates({ knex }),
    harm: new UnseenHarm({ knex }),
    deliveries: new Deliveries({ knex, webhooks: parts.webhooks }),
    reviewDesk: new ReviewDesk({ knex, directory: live }),
  };
}
