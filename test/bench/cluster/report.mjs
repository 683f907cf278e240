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

import { say } from '../../../scripts/lib/output.mjs';
import { row, spread } from '../figures.mjs';
import { ALONE } from './ArgoAlone.mjs';

const PARTS = [
  ['new version fails, until the object is back', r => r.restored.fromBreach],
  [
    'confirming window ends, until the object is back',
    r => r.restored.fromConfirmed,
  ],
  [
    'confirming window ends, until read back and recorded',
    r => r.confirmedToRecorded,
  ],
  ['decided, until the patch is acknowledged', r => r.decidedToPatched],
];

const PATCHES = [
  ['patches before the way back is kept', r => r.patches?.captured],
  ['patches to open the stage', r => r.patches?.opened],
  ['patches to take it back', r => r.patches?.restored],
];

function byName(measured) {
  const found = new Map();
  for (const each of measured) {
    found.set(each.name, [...(found.get(each.name) ?? []), each]);
  }
  return found;
}

const valuesOf = (results, part) =>
  results.map(part).filter(value => value !== undefined);

function reportPatches(results) {
  for (const [what, part] of PATCHES) {
    const all = valuesOf(results, part);
    const distinct = [...new Set(all)].map(
      each =>
        `${each || 'none'} (${all.filter(one => one === each).length} times)`,
    );
    if (all.length > 0) say(`  ${what.padEnd(52)} ${distinct.join('; ')}`);
  }
}

/** Both engines' medians and maxima against each other. */
function reportRatios(results, others) {
  for (const [what, part] of PARTS.slice(0, 2)) {
    const own = spread(valuesOf(results, part));
    const other = spread(valuesOf(others, part));
    const ratio = name => (own[name] / other[name]).toFixed(2);
    say(`  ${what}:`);
    say(
      `    times as long as ${ALONE}: median ${ratio('median')}, max ${ratio(
        'max',
      )}`,
    );
  }
}

/** Prints what `measureCluster` gave. */
export function reportCluster(measured) {
  const engines = byName(measured);
  const others = engines.get(ALONE) ?? [];
  for (const [name, results] of engines) {
    say(`\n${name}`);
    for (const [what, part] of PARTS) {
      const values = valuesOf(results, part);
      if (values.length > 0) say(row(what, spread(values), 'ms'));
    }
    reportPatches(results);
    if (name !== ALONE && others.length > 0) reportRatios(results, others);
  }
}
