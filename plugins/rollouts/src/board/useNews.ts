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

import { useEffect, useRef, useState } from 'react';
import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';

type News = Pick<RolloutRow, 'id' | 'phase' | 'health'>;

function state(row: News): string {
  return `${row.phase} ${row.health}`;
}

/**
 * Which rows have changed their phase or health since they were last seen. All
 * that the page opens with counts as seen.
 */
export function useNews<T extends News>(rows: readonly T[] | undefined) {
  const before = useRef<Map<string, string>>();
  const [news, setNews] = useState<{ marked: ReadonlySet<string>; last?: T }>({
    marked: new Set(),
  });
  useEffect(() => {
    if (!rows) return;
    const known = before.current;
    const fresh = known
      ? rows.filter(row => known.get(row.id) !== state(row))
      : [];
    before.current = new Map([
      ...(known ?? []),
      ...rows.map(row => [row.id, state(row)] as const),
    ]);
    if (fresh.length > 0) {
      setNews(({ marked }) => ({
        marked: new Set([...marked, ...fresh.map(({ id }) => id)]),
        last: fresh[0],
      }));
    }
  }, [rows]);
  return {
    marked: news.marked,
    /** The most urgent of the latest changes. */
    last: news.last,
    see: (id: string) =>
      setNews(current => {
        if (!current.marked.has(id)) return current;
        const marked = new Set(current.marked);
        marked.delete(id);
        return { ...current, marked };
      }),
  };
}
