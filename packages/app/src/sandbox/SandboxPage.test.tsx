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
import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ServiceView, VersionView } from '@stagecraft/sandbox';
import { SandboxPage } from './SandboxPage';

function aVersion(overrides: Partial<VersionView>): VersionView {
  return {
    name: 'checkout-stable',
    variant: 'baseline',
    behaviour: 'healthy',
    readyAddresses: 3,
    weight: 950,
    share: 0.95,
    observedShare: 0.92,
    requestsPerSecond: 106,
    errorRatio: 0.004,
    p95Milliseconds: 200,
    ...overrides,
  };
}

function aService(overrides: Partial<ServiceView> = {}): ServiceView {
  const backends = [
    { name: 'checkout-stable', weight: 950 },
    { name: 'checkout-next', weight: 50 },
  ];
  return {
    name: 'checkout',
    namespace: 'storefront',
    route: {
      namespace: 'storefront',
      name: 'checkout',
      rules: [
        {
          name: 'internal',
          headers: { 'x-internal': 'true' },
          backends: [{ name: 'checkout-next', weight: 1 }],
        },
        { name: 'main', headers: {}, backends },
      ],
    },
    windowSeconds: 10,
    requestsPerSecond: 115,
    versions: [
      aVersion({}),
      aVersion({
        name: 'checkout-next',
        variant: 'new',
        weight: 50,
        share: 0.05,
        observedShare: 0.08,
        requestsPerSecond: 9.2,
        errorRatio: null,
        p95Milliseconds: null,
      }),
    ],
    ...overrides,
  };
}

type Answer = (path: string, init: RequestInit) => Response | Promise<Response>;

const services = (...given: ServiceView[]) =>
  Response.json({ services: given });

const refusal = () =>
  Response.json(
    {
      error: {
        name: 'ServiceUnavailableError',
        message: 'The sandbox at http://127.0.0.1:7010 can’t be reached.',
      },
      response: { statusCode: 503 },
    },
    { status: 503 },
  );

/** Shows the page over a backend that answers as told, and notes what it is asked. */
function show(answer: Answer) {
  const asked: { path: string; init: RequestInit }[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const path = String(input).replace('plugin://sandbox/', '');
    asked.push({ path, init });
    return answer(path, init);
  };
  renderInTestApp(<SandboxPage />, { apis: [[fetchApiRef, { fetch }]] });
  return asked;
}

describe('SandboxPage', () => {
  it('says that it is no production', async () => {
    show(() => services());
    expect(
      await screen.findByText(/An embedded world, not production/),
    ).toBeInTheDocument();
  });

  it('shows what the route is set to beside what flows', async () => {
    show(() => services(aService()));
    const card = await screen.findByRole('region', { name: 'checkout' });
    for (const [label, share] of [
      ['The route sends, of requests with x-internal: true', '100 %'],
      ['The route sends, of all other requests', '5.0 %'],
      ['What flowed in the last 10 seconds', '8.0 %'],
    ]) {
      const line = within(card).getByText(label).parentElement;
      expect(line).toHaveTextContent(`${share} new version`);
    }
    expect(
      within(card).getByRole('row', { name: 'Requests a second 106 9.2' }),
    ).toBeInTheDocument();
    expect(
      within(card).getByRole('row', { name: 'Errors 0.4 % –' }),
    ).toBeInTheDocument();
  });

  it('says so where no route leads to a service', async () => {
    show(() => services(aService({ route: null })));
    expect(await screen.findByText(/No HTTPRoute/)).toBeInTheDocument();
  });

  it('sends the chosen behaviour', async () => {
    const slow = aService();
    slow.versions[1].behaviour = 'slow';
    let current = aService();
    const asked = show((_, { method }) => {
      if (method !== 'PUT') return services(current);
      current = slow;
      return Response.json(slow);
    });
    await userEvent.click(await screen.findByRole('radio', { name: /^Slow/ }));
    await waitFor(() =>
      expect(asked.filter(({ init }) => init.method === 'PUT')).toEqual([
        {
          path: 'services/checkout/behaviour',
          init: expect.objectContaining({ body: '{"behaviour":"slow"}' }),
        },
      ]),
    );
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: /^Slow/ })).toBeChecked(),
    );
  });

  it('keeps the old behaviour, and says why, when the new one is refused', async () => {
    show((_, { method }) =>
      method === 'PUT' ? refusal() : services(aService()),
    );
    await userEvent.click(
      await screen.findByRole('radio', { name: /^Failing/ }),
    );
    expect(
      await screen.findByText('checkout behaves as before'),
    ).toBeInTheDocument();
    expect(screen.getByText(/can’t be reached/)).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: /^Healthy/ })).toBeChecked();
    expect(screen.getByRole('radio', { name: /^Failing/ })).not.toBeChecked();
  });

  it('says what is wrong when nothing can be read, and tries again', async () => {
    let answer = refusal;
    show(() => answer());
    expect(await screen.findByText(/can’t be reached/)).toBeInTheDocument();
    answer = () => services(aService());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'checkout' }),
    ).toBeInTheDocument();
  });

  it('keeps what it has seen while newer can’t be had', async () => {
    let answer = () => services(aService());
    show(() => answer());
    await screen.findByRole('region', { name: 'checkout' });
    answer = refusal;
    expect(
      await screen.findByText(/^Interrupted, last seen at/, undefined, {
        timeout: 4000,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'checkout' }),
    ).toBeInTheDocument();
  });

  it('shows the objects on demand', async () => {
    const asked = show(path =>
      path === 'objects' ? new Response('kind: HTTPRoute') : services(),
    );
    const button = await screen.findByRole('button', {
      name: 'Show the objects as YAML',
    });
    expect(asked.map(({ path }) => path)).not.toContain('objects');
    await userEvent.click(button);
    expect(await screen.findByText('kind: HTTPRoute')).toBeInTheDocument();
  });
});
