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

import { RoutedRequest } from '../gateway/compile';
import { exchange, Exchange } from '../gateway/exchange';
import { RouteDecision, RouteTable } from '../gateway/routeTable';
import { Versions } from '../behaviour/versions';
import { STAFF_SHARE, WorldService } from '../world/services';
import { RandomStream } from './random';

const USERS = 5000;
/** One user in so many is in the north; requests carry `x-region: north`. */
const NORTH_EVERY = 5;
/** Longest past that is made up for, after the machine slept. */
const MAX_BACKLOG_MILLISECONDS = 60_000;

/** One request of a simulated user, answered. */
export interface SimulatedRequest {
  service: WorldService;
  /** Epoch milliseconds when it was made. */
  at: number;
  user: string;
  internal: boolean;
  decision: RouteDecision;
  exchange: Exchange;
}

type Region = 'north' | 'south';

interface ServiceStream {
  service: WorldService;
  random: RandomStream;
  nextAt: number;
  requests: Record<Region, Record<'everyone' | 'staff', RoutedRequest>>;
}

export interface TrafficOptions {
  services: readonly WorldService[];
  seed: number;
  /** Epoch milliseconds at which traffic begins. */
  start: number;
  versions: Versions;
  routes: RouteTable;
  record: (request: SimulatedRequest) => void;
}

function streamOf(
  service: WorldService,
  seed: number,
  start: number,
): ServiceStream {
  const random = new RandomStream(seed, service.name);
  const from = (region: Region) => {
    const everyone: RoutedRequest = {
      host: `${service.namespace}.example.com`,
      method: 'GET',
      path: `/${service.name}/api`,
      headers: { 'x-region': region },
    };
    const headers = { ...everyone.headers, 'x-internal': 'true' };
    return { everyone, staff: { ...everyone, headers } };
  };
  return {
    service,
    random,
    nextAt: start + random.gapMilliseconds(service.requestsPerSecond),
    requests: { north: from('north'), south: from('south') },
  };
}

/**
 * Users' requests, as Poisson streams. Given the same seed, the same start and
 * the same routes at the same instants, every request turns out the same.
 */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly #streams: ServiceStream[];

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.#streams = options.services
      .filter(service => service.requestsPerSecond > 0)
      .map(service => streamOf(service, options.seed, options.start));
  }

  /** Makes all requests that are due by `now` on the routes now in force. */
  advance(now: number): void {
    for (const stream of this.#streams) {
      stream.nextAt = Math.max(stream.nextAt, now - MAX_BACKLOG_MILLISECONDS);
      while (stream.nextAt <= now) this.#request(stream);
    }
  }

  #request(stream: ServiceStream): void {
    const { service, random, nextAt: at } = stream;
    const { versions, routes, record } = this.#options;
    const user = Math.floor(random.uniform() * USERS);
    const internal = user < USERS * STAFF_SHARE;
    const region = user % NORTH_EVERY === 0 ? 'north' : 'south';
    const draws = random.draws();
    stream.nextAt = at + random.gapMilliseconds(service.requestsPerSecond);
    const decision = routes.decide(
      stream.requests[region][internal ? 'staff' : 'everyone'],
      draws.backend,
    );
    record({
      service,
      at,
      user: `user-${user}`,
      internal,
      decision,
      exchange: exchange(decision, draws, versions, at),
    });
  }
}
