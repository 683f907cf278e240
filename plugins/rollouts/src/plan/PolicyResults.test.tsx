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

import { screen, within } from '@testing-library/react';
import type { PolicyResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { renderPart } from '../__testUtils__/render';
import { PolicyResults } from './PolicyResults';

const POLICIES: PolicyResult[] = [
  {
    policy: 'minimum-bake',
    outcome: 'pass',
    explanation: 'Every stage is observed for 10 minutes at least',
    demandedBy: ['everybody', 'playbook'],
  },
  {
    policy: 'maximum-step',
    outcome: 'warn',
    explanation: 'Stage 3 exposes 50 % of everyone more',
    remedy: 'Put a stage in between',
    demandedBy: ['playbook'],
    bypassed: { by: 'Omar Haddad', until: '2026-11-22T16:00:00.000Z' },
  },
  {
    policy: 'rollback-rehearsed',
    title: 'Way back rehearsed',
    outcome: 'fail',
    explanation: 'No drill has passed',
    remedy: 'Run a drill',
    demandedBy: ['everybody'],
  },
  { policy: 'risk-tier', outcome: 'pass', explanation: 'Risk tier high' },
];

it('shows what fails first, who demands it and who went past it', async () => {
  renderPart(
    <PolicyResults
      policies={POLICIES}
      risk={{ tier: 'high', reasons: ["It can't be undone"] }}
    />,
  );
  expect(await screen.findByText('Risk: high')).toBeInTheDocument();
  expect(screen.getByText("It can't be undone")).toBeInTheDocument();
  expect(screen.queryByText('Risk tier')).not.toBeInTheDocument();
  const items = screen
    .getAllByRole('listitem')
    .filter(item => within(item).queryByText(/Demanded/));
  expect(items).toHaveLength(3);
  expect(items[0]).toHaveTextContent(
    /Not met: Way back rehearsed.*Remedy: Run a drill.*Demanded of every plan\.$/,
  );
  expect(items[1]).toHaveTextContent(
    /Not met, gone past: Maximum step.*Demanded by the playbook\.Omar Haddad went past it in an emergency, until 22 Nov 2026/,
  );
  expect(items[2]).toHaveTextContent(
    /Met: Minimum bake.*Demanded of every plan and by the playbook\.$/,
  );
});

it('tells the tier that can not be read among what policy says', async () => {
  renderPart(
    <PolicyResults
      policies={[
        {
          policy: 'risk-tier',
          outcome: 'warn',
          explanation: 'The annotation is none of the tiers',
          remedy: 'Set it',
        },
      ]}
      risk={{ tier: 'critical', reasons: [] }}
    />,
  );
  expect(await screen.findByText('Risk tier')).toBeInTheDocument();
});
