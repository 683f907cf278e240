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

import type { Chained } from '../../chain/chain';
import { isAct } from '../../chain/entry';

/** How many there are. */
export interface Counted {
  decisions: number;
  experiments: number;
  acts: number;
  /** With a chain, other than experiments. */
  records: number;
}

/** Counts entries, chain after chain. */
export class Counter {
  readonly #counted: Counted = {
    decisions: 0,
    experiments: 0,
    acts: 0,
    records: 0,
  };

  get counted(): Readonly<Counted> {
    return this.#counted;
  }

  get entries(): number {
    return this.#counted.decisions + this.#counted.acts;
  }

  /** @param begins - whether it is the first of its chain */
  count(entry: Chained, begins: boolean): void {
    const chains = begins ? 1 : 0;
    if (isAct(entry)) {
      this.#counted.acts += 1;
      this.#counted.records += chains;
    } else {
      this.#counted.decisions += 1;
      this.#counted.experiments += chains;
    }
  }
}
