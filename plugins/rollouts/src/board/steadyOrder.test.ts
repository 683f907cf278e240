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

import fc from 'fast-check';
import { steadyOrder } from './useSteadyOrder';

const rows = (ids: readonly string[]) => ids.map(id => ({ id }));
const someIds = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }));

describe('steadyOrder', () => {
  it('keeps what was shown in its order and puts new rows last', () => {
    fc.assert(
      fc.property(someIds, someIds, (shown, fresh) => {
        const result = steadyOrder(shown, rows(fresh)).map(({ id }) => id);
        expect(result).toEqual([
          ...shown.filter(id => fresh.includes(id)),
          ...fresh.filter(id => !shown.includes(id)),
        ]);
      }),
    );
  });
});
