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

import { useState, type FocusEvent } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import { RollBackButton } from '../commands';
import {
  Age,
  CheckNumbers,
  Copy,
  DataTable,
  EntityName,
  EntityNames,
  Ladder,
  Link,
  NextSentence,
  PhaseSign,
  Stack,
  Unseen,
  type Column,
} from '../kit';
import { rolloutRouteRef } from '../routes';
import { useText, type Text } from '../translation/useText';
import { backOf } from '../commands/actionsOf';
import { useSteadyOrder } from './useSteadyOrder';

function RollBack(props: { row: RolloutRow }) {
  const { row } = props;
  const state = backOf(row);
  return state ? (
    <RollBackButton rollout={row} state={state} tone="dangerQuiet" small />
  ) : null;
}

function columnsOf(
  t: Text,
  linkTo: (params: { id: string }) => string,
): Column<RolloutRow>[] {
  return [
    {
      key: 'rollout',
      header: t('board.rollout'),
      width: '18%',
      cell: row => (
        <Stack gap={0.25}>
          <Link to={linkTo({ id: row.id })} strong rowLink>
            {row.experiment.title}
          </Link>
          <Copy small subtle>
            <EntityName entityRef={row.service} plain />, {row.environment}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'exposure',
      header: t('board.exposure'),
      width: '144px',
      cell: row => <Ladder rollout={row} />,
    },
    {
      key: 'health',
      header: t('board.health'),
      width: '20%',
      cell: row => (
        <Stack gap={0.5} align="flex-start">
          <PhaseSign rollout={row} />
          <CheckNumbers rollout={row} />
        </Stack>
      ),
    },
    {
      key: 'next',
      header: t('board.next'),
      cell: row => <NextSentence rollout={row} />,
    },
    {
      key: 'act',
      header: t('board.act'),
      width: '11%',
      cell: row =>
        row.whoMustAct.length > 0 ? (
          <EntityNames refs={row.whoMustAct} />
        ) : (
          <Copy subtle>{t('board.nobody')}</Copy>
        ),
    },
    {
      key: 'age',
      header: t('board.age'),
      width: '62px',
      align: 'right',
      cell: row => <Age since={row.createdAt} />,
    },
    {
      key: 'actions',
      header: t('board.actions'),
      unseenHeader: true,
      width: '142px',
      align: 'right',
      cell: row => <RollBack row={row} />,
    },
  ];
}

export interface BoardTableProps {
  /** What the table holds, for screen readers. */
  caption: string;
  skeletonRows?: number;
  rows: readonly RolloutRow[];
  loading: boolean;
  marked: ReadonlySet<string>;
  onSeen: (id: string) => void;
}

/** One row a rollout. Rows stay in place while they are pointed at. */
export function BoardTable(props: BoardTableProps) {
  const t = useText();
  const linkTo = useRouteRef(rolloutRouteRef);
  const [pointed, setPointed] = useState(false);
  const { rows, reordered } = useSteadyOrder(props.rows, pointed);
  const leave = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setPointed(false);
  };
  return (
    <div
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setPointed(true)}
      onBlur={leave}
    >
      {reordered && <Unseen>{t('board.reorder')}</Unseen>}
      <DataTable
        caption={props.caption}
        skeletonRows={props.skeletonRows}
        columns={columnsOf(t, linkTo)}
        rows={rows}
        rowKey={row => row.id}
        loading={props.loading}
        marked={row => props.marked.has(row.id)}
        onSeen={row => props.onSeen(row.id)}
      />
    </div>
  );
}
