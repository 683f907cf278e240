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

import { screen } from '@testing-library/react';
import { renderAt } from '../__testUtils__/render';

describe('Pages', () => {
  it.each([
    ['/rollouts/new', 'Request a rollout'],
    ['/rollouts/approvals', 'Approvals'],
    ['/rollouts/approvals/r-waiting', /^Approve stage 3 of/],
    ['/rollouts/experiments/e-1', 'Faster checkout with fewer round trips'],
    ['/rollouts/playbooks', 'Playbooks'],
    ['/rollouts/learnings', 'Learnings'],
    ['/rollouts/operations', 'What needs people now, freezes and clusters'],
    ['/rollouts', 'What is exposed, and who must act'],
    ['/rollouts/r-observing', 'Faster checkout with fewer round trips'],
  ])('opens %s', async (path, heading) => {
    renderAt(path);
    expect(
      await screen.findByRole('heading', { name: heading }),
    ).toBeInTheDocument();
  });
});
