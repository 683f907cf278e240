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

import { addLook } from './readiness';

describe('readiness probes', () => {
  const ready = { ready: true, sentence: 'All 2 pods are ready' };
  const unready = { ready: false, sentence: '1 of 2 pods is ready' };

  it('have noticed when they did once', () => {
    const first = addLook(null, [ready]);
    expect(first).toEqual({
      noticed: false,
      sentence: ready.sentence,
      looks: 1,
    });
    const second = addLook(first, [ready, unready]);
    expect(second).toEqual({
      noticed: true,
      sentence: unready.sentence,
      looks: 2,
    });
    expect(addLook(second, [ready])).toEqual({ ...second, looks: 3 });
  });

  it('are unknown where nothing sees them', () => {
    expect(addLook(null, [])).toMatchObject({ noticed: null, looks: 1 });
  });
});
