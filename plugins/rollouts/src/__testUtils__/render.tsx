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

import type { ReactElement } from 'react';
import type { RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { QueryClient } from '@tanstack/react-query';
import { StylesProvider } from '@material-ui/core/styles';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ROLLOUTS_SIGNAL } from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { CommandDialogs } from '../commands';
import { createQueryClient } from '../data/client';
import { CacheProvider, DataProvider } from '../data/DataProvider';
import { Pages } from '../root/Pages';
import { rootRouteRef } from '../routes';
import { FakeRollouts } from '../testing';

/** Signals that a test sends itself. */
export class FakeSignals {
  readonly #listeners = new Set<(message: never) => void>();

  subscribe(channel: string, onMessage: (message: never) => void) {
    if (channel === ROLLOUTS_SIGNAL) this.#listeners.add(onMessage);
    return { unsubscribe: () => void this.#listeners.delete(onMessage) };
  }

  send() {
    this.#listeners.forEach(listener => listener({} as never));
  }
}

export interface RenderOptions {
  api?: FakeRollouts;
  path?: string;
}

export interface Rendered extends RenderResult {
  api: FakeRollouts;
  /** What the data hooks keep. */
  client: QueryClient;
  signals: FakeSignals;
}

function render(
  element: ReactElement,
  path: string,
  options: RenderOptions,
): Rendered {
  const api = options.api ?? new FakeRollouts();
  const signals = new FakeSignals();
  const client = createQueryClient();
  const result = renderInTestApp(
    // Nothing here looks at colours, and every query by role asks jsdom for the
    // style of every element: without rules it answers many times faster.
    <StylesProvider disableGeneration>
      <CacheProvider value={client}>
        <DataProvider>{element}</DataProvider>
      </CacheProvider>
    </StylesProvider>,
    {
      apis: [
        [rolloutsApiRef, api],
        [signalApiRef, signals],
      ],
      mountPath: '/rollouts',
      mountedRoutes: { '/rollouts': rootRouteRef },
      initialRouteEntries: [path],
    },
  );
  return { ...result, api, client, signals };
}

/** Shows the plugin at a path such as `/rollouts/r-observing`. */
export function renderAt(path: string, options: RenderOptions = {}): Rendered {
  return render(<Pages />, path, options);
}

/** Shows one component with the data hooks it may need. */
export function renderPart(
  element: ReactElement,
  options: RenderOptions = {},
): Rendered {
  return render(element, options.path ?? '/rollouts', options);
}

/** Shows one component that gives commands. */
export function renderCommands(
  element: ReactElement,
  options?: RenderOptions,
): Rendered {
  return renderPart(<CommandDialogs>{element}</CommandDialogs>, options);
}

/** Puts a text into a field at once, as pasting does. */
export async function fill(field: HTMLElement, text: string) {
  await userEvent.click(field);
  await userEvent.paste(text);
}
