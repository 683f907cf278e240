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

import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { rolloutsApiRef } from '../api';
import { keyOf, useRead } from './read';
import { refusalOf } from './refusal';

/** What of harm the viewer was told and has not acknowledged. */
export function useHarm() {
  return useRead('listHarm', {});
}

/** Says that the viewer has seen it; by the id of what is shown. */
export function useAcknowledge() {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (id: string) => api.call('acknowledgeHarm', { params: { id } }),
    onSuccess: left => client.setQueryData(keyOf('listHarm', {}), left),
    onError: () => client.invalidateQueries({ queryKey: ['listHarm'] }),
  });
  return {
    acknowledge: mutation.mutate,
    /** Of what is being acknowledged. */
    busy: mutation.isPending ? mutation.variables : undefined,
    failure: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
