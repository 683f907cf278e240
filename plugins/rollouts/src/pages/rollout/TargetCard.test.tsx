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
import { renderPart } from '../../__testUtils__/render';
import { aRollout } from '../../testing';
import { TargetCard } from './TargetCard';

const [target] = aRollout().targets;
const fact = (term: string) =>
  screen.getByText(term).nextElementSibling as HTMLElement;

describe('a target', () => {
  it('shows what the cluster reports, what was served, and by which fence', async () => {
    renderPart(<TargetCard target={target} />);
    expect(await screen.findByText('As decided')).toBeInTheDocument();
    expect(fact('The cluster reports')).toHaveTextContent(
      /5\.0\s% of everyone/,
    );
    expect(fact('Metrics show served')).toHaveTextContent(/^5\.0\s%$/);
    expect(fact('Generation')).toHaveTextContent('31, taken by the data plane');
    expect(fact('Fence')).toHaveTextContent('1.4');
    expect(screen.queryByText('Written since by')).not.toBeInTheDocument();
  });

  it('names drift, the rival and how often it was overruled', async () => {
    renderPart(
      <TargetCard
        target={{
          ...target,
          exposure: { ...target.intended, everyone: 900 },
          accepted: false,
          lastWriter: { name: 'argocd-controller', at: target.seenAt },
          reverts: 2,
        }}
      />,
    );
    expect(await screen.findByText('Differs')).toBeInTheDocument();
    expect(fact('Generation')).toHaveTextContent('31, not taken yet');
    expect(fact('Written since by')).toHaveTextContent(/^argocd-controller, /);
    expect(fact('Raised by others')).toHaveTextContent('lowered again 2 times');
  });

  it('puts trouble first, and says what is not known', async () => {
    renderPart(
      <TargetCard
        target={{
          ...target,
          exposure: null,
          generation: null,
          accepted: null,
          served: null,
          trouble: 'The cluster does not answer.',
        }}
      />,
    );
    expect(await screen.findByText('In trouble')).toBeInTheDocument();
    expect(
      screen.getByText('The cluster does not answer.'),
    ).toBeInTheDocument();
    expect(fact('Generation')).toHaveTextContent('unknown');
  });
});
