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

import { aDecision, FakeRollouts, HUGE } from '../../testing';
import { allDecisions, toCsv } from './exportDecisions';

describe('allDecisions', () => {
  it('reads every page', async () => {
    const api = new FakeRollouts();
    const decisions = await allDecisions(api, HUGE.id, undefined);
    expect(decisions.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 300 }, (_, index) => 300 - index),
    );
    expect(api.inputs('listDecisions')).toHaveLength(3);
  });
});

describe('toCsv', () => {
  it('quotes what would break a row, and lets nothing run as a formula', () => {
    const csv = toCsv([
      aDecision({ reason: 'slow, "very" slow\nfor all' }),
      aDecision({ reason: '=HYPERLINK("http://example.com")' }),
    ]);
    expect(csv).toContain(',"slow, ""very"" slow\nfor all",');
    expect(csv).toContain(`,"'=HYPERLINK(""http://example.com"")",`);
    expect(csv.split('\r\n')[0]).toBe(
      'seq,at,actorKind,actor,name,command,reason,phase,result,evidence,planHash,previousHash,hash',
    );
  });
});
