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

import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  FIGURES,
  type FigureId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { InsightQuery } from '../../data/useInsights';
import { PERIODS, periodOf, type PeriodName } from './period';

const NARROWING = ['owner', 'system', 'playbook', 'environment'] as const;
type Narrowing = (typeof NARROWING)[number];
export type InsightFilter = 'period' | 'figure' | Narrowing;

/** What is asked for, kept in the URL, so that a figure can be linked to. */
export function useInsightFilters() {
  const [params, setParams] = useSearchParams();
  const period: PeriodName =
    PERIODS.find(name => name === params.get('period')) ?? 'days28';
  const figure: FigureId | undefined = FIGURES.find(
    name => name === params.get('figure'),
  );
  const of = (name: Narrowing) => params.get(name) || undefined;
  const [owner, system, playbook, environment] = NARROWING.map(of);
  const day = new Date().toISOString().slice(0, 10);
  const query = useMemo<InsightQuery>(
    () => ({
      ...periodOf(period, new Date(`${day}T00:00:00Z`)),
      ...(owner && { owner }),
      ...(system && { system }),
      ...(playbook && { playbook }),
      ...(environment && { environment }),
    }),
    [period, day, owner, system, playbook, environment],
  );
  return {
    period,
    figure,
    query,
    filtered: NARROWING.some(of),
    set(name: InsightFilter, value: string | undefined) {
      setParams(before => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      });
    },
    clear() {
      setParams(before => {
        const after = new URLSearchParams(before);
        NARROWING.forEach(name => after.delete(name));
        return after;
      });
    },
  };
}
