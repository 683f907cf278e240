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

import { exposed } from '../exposed.mjs';
import { until } from '../people.mjs';
import { breach } from './breach.mjs';
import { Followed } from './Followed.mjs';
import { CLUSTER } from './portal.mjs';

const time = instant => Date.parse(instant);
const specOf = ({ newest }) => JSON.stringify(newest.spec);

/** One kind of target, exposed and taken back by Stagecraft. */
export class Governed {
  #lane;
  #call;
  #source;
  #traffic;
  #route;
  #beside;
  #before = [];
  #rollout;
  #opened = 0;

  constructor(lane, { api, kubeConfig, call, source, traffic }) {
    this.#lane = lane;
    this.#call = call;
    this.#source = source;
    this.#traffic = traffic;
    this.#route = new Followed(kubeConfig, lane.path, async route =>
      lane.standIn?.(api, route),
    );
    this.#beside = lane.beside.map(path => new Followed(kubeConfig, path));
  }

  get name() {
    return `Stagecraft, ${this.#lane.kind}`;
  }

  get #objects() {
    return [this.#route, ...this.#beside];
  }

  async start() {
    const { name, backends } = this.#lane.target;
    this.#traffic.add(name, backends);
    await Promise.all(this.#objects.map(each => each.start()));
  }

  stop() {
    for (const each of this.#objects) each.stop();
  }

  /** A rollout at half of everyone, its guardrail holding. */
  async open() {
    this.#before = this.#objects.map(specOf);
    this.#opened = Date.now();
    const { target } = this.#lane;
    this.#rollout = await exposed(this.#call, {
      service: `component:default/${target.name}`,
      target: { ...target, cluster: CLUSTER },
      guardrails: ['errors'],
    });
  }

  async breach() {
    const { name, backends } = this.#lane.target;
    const raised = this.#writes(this.#opened);
    const brokenAt = Date.now();
    const found = await breach({
      route: this.#route,
      shareOf: this.#lane.shareOf,
      start: () => this.#traffic.break(name),
      looks: since => this.#source.looks(name, backends.new, since),
    });
    const { reversal } = await until(
      this.#rollout.read,
      ({ phase }) => phase === 'rolled-back',
    );
    const after = this.#objects.map(specOf);
    const left = after.findIndex((spec, index) => spec !== this.#before[index]);
    if (left >= 0) {
      throw new Error(`It is not as it was before: ${after[left]}`);
    }
    return {
      name: this.name,
      restored: found,
      decidedToPatched: time(reversal.restoredAt) - time(reversal.decidedAt),
      confirmedToRecorded:
        time(reversal.verifiedAt) - time(reversal.confirmedAt),
      raised,
      lowered: this.#writes(brokenAt),
    };
  }

  async close() {
    this.#traffic.mend(this.#lane.target.name);
  }

  /** How many writes moved the exposure, and how many did not. */
  #writes(since) {
    const { shareOf } = this.#lane;
    const all = this.#objects.flatMap(each => each.writes(since));
    const moves = this.#route
      .writes(since)
      .filter(({ before, after }) => shareOf(before) !== shareOf(after));
    return { moves: moves.length, beside: all.length - moves.length };
  }
}
