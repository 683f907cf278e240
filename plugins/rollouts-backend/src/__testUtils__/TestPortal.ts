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

import type { Server } from 'node:http';
import {
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  clustersExtensionPoint,
  driversExtensionPoint,
  DriverError,
  metricsExtensionPoint,
  type ClusterHealth,
  type ClusterNeed,
  type FindScope,
  type FoundTarget,
} from '@stagecraft/backstage-plugin-rollouts-node';
import {
  targetLabel,
  type Change,
  type Exposure,
  type PlanDraft,
  type PreflightResult,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { TOKEN_COMMANDS } from '../permissions/tokens';
import { rolloutsPlugin } from '../plugin';
import { FakeCluster } from '../promises/__testUtils__/FakeCluster';
import { FakeDriver } from '../promises/__testUtils__/FakeDriver';
import {
  conversion,
  errors,
  FakeProvider,
} from '../sampling/__testUtils__/SamplingWorld';
import { CHECKOUT_TARGET, organisation } from './entities';
import { makePlanDraft } from '../testing/plans';

export const TABLES = [
  'experiments',
  'plans',
  'rollouts',
  'decisions',
  'targets',
  'work',
  'outbox',
  'idempotency',
] as const;

/** Says what a route lacks, as a cluster would. */
class PortalDriver extends FakeDriver {
  readonly #cluster: FakeCluster;
  readonly backends = new Set(['checkout-stable', 'checkout-next']);
  /** What is found, wherever it is looked for. */
  readonly found: FoundTarget[] = [];
  /** Where it was looked for. */
  readonly looked: FindScope[] = [];
  /** Names of clusters that can't be used, by their configuration. */
  readonly unusable = new Set<string>();

  constructor(cluster: FakeCluster) {
    super(cluster);
    this.#cluster = cluster;
  }

  async find(scope: FindScope): Promise<FoundTarget[]> {
    this.looked.push(scope);
    this.#refuse(scope.cluster);
    return this.found;
  }

  #refuse(cluster: string): void {
    if (!this.unusable.has(cluster)) return;
    throw new DriverError(
      'invalid',
      `Cluster ${cluster} needs a signed-in user: give it a token.`,
    );
  }

  override async identify(ref: TargetRef): Promise<string> {
    this.#cluster.get(ref);
    return targetLabel(ref);
  }

  override async preflight(ref?: TargetRef): Promise<PreflightResult[]> {
    if (!ref) throw new DriverError('invalid', 'Name the target');
    this.#refuse(ref.cluster);
    this.#cluster.get(ref);
    return Object.values(ref.backends).map(name => ({
      check: 'backend-exists',
      outcome: this.backends.has(name) ? 'pass' : 'fail',
      evidence: this.backends.has(name)
        ? `The route has the backend ${name}`
        : `The route lacks the backend ${name}`,
      remedy: `Add ${name} to the route with weight 0`,
    }));
  }

  override async preview(
    _ref?: TargetRef,
    exposure?: Exposure,
  ): Promise<Change> {
    return { before: 'weight: 0', after: `weight: ${exposure?.everyone}` };
  }
}

/** The plugin, with a database and an organisation, over a fake cluster. */
export class TestPortal {
  readonly knex: Knex;
  readonly cluster: FakeCluster;
  readonly driver: PortalDriver;
  readonly metrics: FakeProvider;
  readonly sent: NotificationSendOptions[] = [];
  /** What the configured clusters say of themselves, by name. */
  readonly healths = new Map<string, Partial<ClusterHealth>>();
  /** What was asked of them. */
  readonly asked: { name: string; needs: readonly ClusterNeed[] }[] = [];
  /** Permissions that nobody has. */
  readonly denied = new Set<string>();
  /** What the portal's policy says. */
  policy: (
    permission: Permission,
    credentials: BackstageCredentials | undefined,
  ) => PolicyDecision = () => ({ result: AuthorizeResult.ALLOW });
  /** The groups that the tokens of people were issued with, by name. */
  readonly ownership = new Map<string, string[]>();
  readonly entities: Entity[];
  catalogueDown = false;
  /** What a company adds to it. */
  readonly features: BackendFeature[] = [];
  #backend: TestBackend | undefined;

  static async start(
    databases: TestDatabases,
    further: readonly Entity[] = [],
    features: readonly BackendFeature[] = [],
  ): Promise<TestPortal> {
    const portal = new TestPortal(await databases.init('POSTGRES_18'));
    portal.features.push(...features);
    portal.entities.push(...further);
    await portal.restart();
    return portal;
  }

  /** Another replica over the same database and cluster; not started yet. */
  static beside(portal: TestPortal): TestPortal {
    return new TestPortal(portal.knex, portal.cluster);
  }

  private constructor(knex: Knex, cluster = new FakeCluster()) {
    this.knex = knex;
    this.cluster = cluster;
    this.cluster.add(CHECKOUT_TARGET);
    this.driver = new PortalDriver(this.cluster);
    this.metrics = new FakeProvider();
    this.entities = organisation();
  }

  get server(): Server {
    if (!this.#backend) throw new Error('The portal is not started');
    return this.#backend.server;
  }

  /** Starts the plugin, anew where it runs, over the same database. */
  async restart(): Promise<void> {
    await this.stop();
    this.#backend = await startTestBackend({
      features: [
        rolloutsPlugin,
        ...this.features,
        this.#module(),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            rollouts: {
              operators: ['group:default/on-call'],
              tokens: [
                {
                  subject: 'external:test-service',
                  services: '*',
                  commands: [...TOKEN_COMMANDS],
                },
                {
                  subject: 'external:pipeline',
                  services: ['component:default/checkout'],
                  commands: ['propose', 'ask', 'hold', 'roll-back'],
                },
                {
                  subject: 'external:billing',
                  services: ['component:default/payments'],
                  commands: ['propose', 'ask', 'hold', 'roll-back'],
                },
                {
                  subject: 'external:reader',
                  services: '*',
                  commands: ['ask'],
                },
              ],
              sampling: { interval: { seconds: 1 } },
              controller: { interval: { milliseconds: 200 } },
            },
          },
        }),
        mockServices.database.factory({ knex: this.knex }),
        mockServices.permissions.mock({
          authorize: async (requests, options) =>
            requests.map(({ permission }) => {
              const { result } = this.policy(permission, options?.credentials);
              return {
                result:
                  this.denied.has(permission.name) ||
                  result !== AuthorizeResult.ALLOW
                    ? AuthorizeResult.DENY
                    : AuthorizeResult.ALLOW,
              };
            }),
          authorizeConditional: async (requests, options) =>
            requests.map(({ permission }) =>
              this.denied.has(permission.name)
                ? { result: AuthorizeResult.DENY }
                : this.policy(permission, options?.credentials),
            ),
        }).factory,
        mockServices.userInfo.mock({
          getUserInfo: async credentials => {
            const { userEntityRef } = (
              credentials as BackstageCredentials<BackstageUserPrincipal>
            ).principal;
            const name = userEntityRef.slice(userEntityRef.indexOf('/') + 1);
            return {
              userEntityRef,
              ownershipEntityRefs: [
                userEntityRef,
                ...(this.ownership.get(name) ?? []),
              ],
            };
          },
        }).factory,
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => this.#catalog(),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async options => {
              this.sent.push(options);
            },
          }),
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => {} }),
        }),
      ],
    });
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    this.#backend = undefined;
  }

  /** Calls as a user, by name. */
  as(name: string, options: { through?: string } = {}) {
    const token = mockCredentials.user.token(
      `user:default/${name}`,
      options.through ? { actor: { subject: options.through } } : undefined,
    );
    return this.#calls(`Bearer ${token}`);
  }

  asNobody() {
    return this.#calls(mockCredentials.none.header());
  }

  /** Calls with a service's token; without a subject it may do anything. */
  asService(subject = 'external:test-service') {
    return this.#calls(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(subject),
        targetPluginId: 'rollouts',
      }),
    );
  }

  #calls(authorization: string) {
    const url = (path: string) => `/api/rollouts/v1${path}`;
    return {
      get: (path: string) =>
        request(this.server).get(url(path)).set('authorization', authorization),
      post: (path: string, body?: object) =>
        request(this.server)
          .post(url(path))
          .set('authorization', authorization)
          .send(body),
    };
  }

  /** Rows of every table, to show that nothing was written. */
  async rows(): Promise<Record<string, number>> {
    const counts = await Promise.all(
      TABLES.map(async table => {
        const [{ count }] = await this.knex(table).count();
        return [table, Number(count)] as const;
      }),
    );
    return Object.fromEntries(counts);
  }

  #catalog(): CatalogService {
    const catalog = catalogServiceMock({ entities: this.entities });
    return new Proxy(catalog, {
      get: (mock, property, receiver) => {
        if (this.catalogueDown) {
          return async () => {
            throw new Error('connect ECONNREFUSED');
          };
        }
        const value: unknown = Reflect.get(mock, property, receiver);
        return typeof value === 'function' ? value.bind(mock) : value;
      },
    });
  }

  #module() {
    const { driver, metrics, healths, asked } = this;
    return createBackendModule({
      pluginId: 'rollouts',
      moduleId: 'test',
      register(env) {
        env.registerInit({
          deps: {
            clusters: clustersExtensionPoint,
            drivers: driversExtensionPoint,
            added: metricsExtensionPoint,
          },
          async init({ clusters, drivers, added }) {
            clusters.addSource({
              names: () => [...healths.keys()],
              async health(name, needs) {
                asked.push({ name, needs });
                return {
                  state: 'reachable',
                  trouble: null,
                  version: 'v1.33.0',
                  uid: `uid-of-${name}`,
                  lastCall: null,
                  permissions: [],
                  ...healths.get(name),
                };
              },
            });
            drivers.addDriver(driver);
            added.addProvider(metrics);
            added.addDefinitions([errors, conversion]);
          },
        });
      },
    });
  }
}

/** A proposal that is right in every field; it is started by hand. */
export function makeProposal(plan: Partial<PlanDraft> = {}) {
  return {
    service: 'component:default/checkout',
    experiment: {
      title: 'One-page checkout',
      businessGoal: 'More shoppers finish their order',
      hypothesis: {
        belief: 'a checkout on one page is easier',
        audience: 'shoppers with a full basket',
        expectedOutcome: 'at least 2 % more orders',
        refutedBy: 'orders do not rise within a week',
      },
    },
    plan: makePlanDraft({
      end: new Date(Date.now() + 86_400_000).toISOString(),
      schedule: { start: 'by-hand' },
      ...plan,
    }),
  };
}
