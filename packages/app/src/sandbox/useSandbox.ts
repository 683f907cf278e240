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

import { ResponseError } from '@backstage/errors';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Behaviour, ServiceView } from '@stagecraft/sandbox';

/** Milliseconds between looks, while the page can be seen. */
const POLL = 2000;
const TIMEOUT = 10_000;
const SERVICES = ['services'];

/** What the sandbox, or what is before it, says went wrong. */
export function messageOf(error: unknown): string {
  if (error instanceof ResponseError) {
    return error.body.error.message;
  }
  return error instanceof TypeError
    ? 'The portal’s backend does not answer. Check that it runs.'
    : String(error instanceof Error ? error.message : error);
}

/** Asks `/api/sandbox`. @throws ResponseError when it refuses. */
function useAsk() {
  const { fetch } = useApi(fetchApiRef);
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    const timeout = AbortSignal.timeout(TIMEOUT);
    const response = await fetch(`plugin://sandbox/${path}`, {
      ...init,
      signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  };
}

/** The services as they are set and as traffic flows, every two seconds. */
export function useServices() {
  const ask = useAsk();
  return useQuery({
    queryKey: SERVICES,
    queryFn: async ({ signal }): Promise<ServiceView[]> =>
      (await (await ask('services', { signal })).json()).services,
    refetchInterval: POLL,
    retry: false,
  });
}

/** Sets how the new version of a service behaves. */
export function useSetBehaviour(service: string) {
  const ask = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (behaviour: Behaviour): Promise<ServiceView> => {
      // A look that began before would show the old behaviour again.
      await client.cancelQueries({ queryKey: SERVICES });
      const response = await ask(
        `services/${encodeURIComponent(service)}/behaviour`,
        {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ behaviour }),
        },
      );
      return response.json();
    },
    onSuccess: changed =>
      client.setQueryData<ServiceView[]>(SERVICES, services =>
        services?.map(each => (each.name === changed.name ? changed : each)),
      ),
  });
}

/** The objects that carry the services' exposure, as YAML. */
export function useObjects(enabled: boolean) {
  const ask = useAsk();
  return useQuery({
    queryKey: ['objects'],
    queryFn: async ({ signal }) => (await ask('objects', { signal })).text(),
    refetchInterval: POLL,
    retry: false,
    enabled,
  });
}
