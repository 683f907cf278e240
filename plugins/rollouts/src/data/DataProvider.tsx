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

import { createContext, useContext, type ReactNode } from 'react';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { sharedQueryClient } from './client';
import { useSignalRefresh } from './useSignalRefresh';

const CacheContext = createContext<QueryClient | null>(null);

/** Lets everything below use a cache of its own, such as a test's. */
export const CacheProvider = CacheContext.Provider;

function SignalListener() {
  useSignalRefresh();
  return null;
}

/** What the data hooks need. Pages, cards and widgets each stand in one. */
export function DataProvider(props: { children: ReactNode }) {
  const client = useContext(CacheContext) ?? sharedQueryClient();
  return (
    <QueryClientProvider client={client}>
      <SignalListener />
      {props.children}
    </QueryClientProvider>
  );
}
