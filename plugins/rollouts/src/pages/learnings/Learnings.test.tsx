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

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { renderAt, renderPart } from '../../__testUtils__/render';
import { FakeRollouts, LEARNINGS } from '../../testing';
import LearningsPage from '.';
import { filtersOf } from './useLearningFilters';

const [refuted, validated] = LEARNINGS;
if (!refuted || !validated) throw new Error('The fixtures have no learnings');

function Address() {
  const { search } = useLocation();
  return <output>{search}</output>;
}

const searchBox = () =>
  screen.findByRole('searchbox', { name: 'Search in learnings' });

describe('learnings', () => {
  it('shows refuted hypotheses in the same way as validated ones', async () => {
    renderAt('/rollouts/learnings');
    const shapeOf = async (title: string) => {
      const card = await screen.findByRole('region', { name: title });
      const { childElementCount, className, tagName } = card;
      return { childElementCount, className, tagName };
    };
    expect(await shapeOf(refuted.title)).toEqual(
      await shapeOf(validated.title),
    );
    expect(
      within(screen.getByRole('region', { name: refuted.title })).getByText(
        'Refuted',
      ),
    ).toBeVisible();
  });

  it('gives the effect with its interval, and what one would do differently', async () => {
    renderAt('/rollouts/learnings');
    const card = await screen.findByRole('region', { name: refuted.title });
    expect(card).toHaveTextContent(
      /\+3\.9.*-1\.2.*to \+9\.0.*at 95.*confidence/,
    );
    expect(card).toHaveTextContent('Measure the planner alone');
    expect(
      within(card).getByRole('link', { name: 'Its rollout and evidence' }),
    ).toHaveAttribute('href', '/rollouts/r-rolled-back');
  });

  it('keeps the search in the address, and asks once typing rests', async () => {
    const { api } = renderPart(
      <>
        <LearningsPage />
        <Address />
      </>,
    );
    await userEvent.type(await searchBox(), 'planner');
    expect(screen.getByText('?text=planner')).toBeInTheDocument();
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: validated.title }),
      ).not.toBeInTheDocument(),
    );
    expect(api.inputs('listLearnings').map(({ query }) => query?.text)).toEqual(
      [undefined, 'planner'],
    );
  });

  it('opens with the search of its address', async () => {
    const { api } = renderAt(
      '/rollouts/learnings?text=planner&outcome=refuted',
    );
    expect(await searchBox()).toHaveValue('planner');
    expect(screen.getByRole('combobox', { name: 'Outcome' })).toHaveValue(
      'refuted',
    );
    expect(api.inputs('listLearnings')[0]?.query).toEqual({
      text: 'planner',
      outcome: 'refuted',
      limit: 24,
    });
  });

  it('tells nothing found from nothing there', async () => {
    renderAt('/rollouts/learnings?text=unheard-of');
    expect(await screen.findByText('Nothing fits')).toBeVisible();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(
      await screen.findByRole('region', { name: refuted.title }),
    ).toBeVisible();
  });

  it('says what will be here when there is no learning yet', async () => {
    renderAt('/rollouts/learnings', {
      api: new FakeRollouts().on('listLearnings', () => ({
        items: [],
        nextCursor: null,
      })),
    });
    expect(await screen.findByText('No learning yet')).toBeVisible();
  });
});

describe('filtersOf', () => {
  it.each([
    ['', {}],
    ['outcome=splendid', {}],
    ['text=%20%20', {}],
    [
      'text=%20slow%20&playbook=fast&service=component:default/a',
      { text: 'slow', playbook: 'fast', service: 'component:default/a' },
    ],
  ])('reads %p', (search, filters) => {
    expect(filtersOf(new URLSearchParams(search))).toEqual(filters);
  });
});
