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
  DriverError,
  type Json,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { bandRule, readBand, type Band } from './band';
import type { Evaluators, Flag } from './featureFlag';
import { shareOf, type Question } from './shares';

/**
 * A targeting as it can be exposed through: the owner's rules in front, which
 * keep their word, and what everybody else gets.
 */
export interface Layers {
  /** `condition, result` pairs of the owner. */
  front: Json[];
  /** What everybody else gets by the owner's word; undefined for nothing. */
  rest: Json | undefined;
  /** Ours, in the place of `rest`; null where it is not there. */
  band: Band | null;
}

function isEmpty(targeting: Json | undefined): boolean {
  return (
    targeting === undefined ||
    targeting === null ||
    (typeof targeting === 'object' && Object.keys(targeting).length === 0)
  );
}

function conditions(targeting: Json | undefined): Json[] | null {
  if (
    typeof targeting !== 'object' ||
    targeting === null ||
    Array.isArray(targeting) ||
    Object.keys(targeting).length !== 1
  ) {
    return null;
  }
  return Array.isArray(targeting.if) ? targeting.if : null;
}

/** Null for a targeting that has no place for everybody else. */
export function layersOf(targeting: Json | undefined): Layers | null {
  if (isEmpty(targeting)) return { front: [], rest: undefined, band: null };
  const alone = readBand(targeting);
  if (alone) return { front: [], rest: undefined, band: alone };
  const args = conditions(targeting);
  if (!args) return null;
  const isClosed = args.length % 2 === 1;
  const rest = isClosed ? args.at(-1) : undefined;
  const band = readBand(rest);
  return {
    front: isClosed ? args.slice(0, -1) : args,
    rest: band ? undefined : rest,
    band,
  };
}

/** The targeting with the band where everybody else is. */
export function withBand({ front }: Layers, band: Band): Json {
  const rule = bandRule(band);
  return front.length === 0 ? rule : { if: [...front, rule] };
}

/** Whom a rule in front gives the new variant, without any rollout. */
function frontShare({ front }: Layers, question: Question): number | null {
  return shareOf({ if: [...front, ''] }, question);
}

/**
 * Why nothing can be exposed through this flag's targeting; null when it can.
 * A band that is there already is no obstacle.
 */
export function targetingTrouble(
  { targeting, defaultVariant }: Flag,
  backends: { baseline: string; new: string },
  evaluators: Evaluators,
): string | null {
  const layers = layersOf(targeting);
  if (!layers) {
    return `Its targeting is no list of conditions with an answer for everybody else, so there is no place for an exposure. Write it as {"if": [condition, variant, …, "${backends.baseline}"]}, or take it away.`;
  }
  const question = { variant: backends.new, defaultVariant, evaluators };
  const share = frontShare(layers, question);
  if (share === null) {
    return `Who gets ${backends.new} by its targeting can't be told from the rules. Let each condition answer with the name of a variant.`;
  }
  if (share > 0) {
    return `A condition of its targeting already gives ${backends.new}. Take it away first; the internal audience is for that.`;
  }
  const { rest } = layers;
  if (isEmpty(rest) || rest === backends.baseline) return null;
  return `Its targeting gives everybody else something other than ${backends.baseline}. Let it end with "${backends.baseline}".`;
}

/**
 * The layers to expose through: those of the live flag, so that what its owner
 * changed in front stays; else those of the captured one.
 *
 * @throws DriverError `invalid` when neither has a place.
 */
export function layersFor(
  live: Flag,
  captured: Json | undefined | null,
  backends: { baseline: string; new: string },
  evaluators: Evaluators,
): Layers {
  const trouble = targetingTrouble(live, backends, evaluators);
  const layers = trouble === null ? layersOf(live.targeting) : null;
  if (layers) return layers;
  const known = captured === null ? null : layersOf(captured);
  if (known) return known;
  throw new DriverError('invalid', `This flag can't be exposed: ${trouble}`);
}
