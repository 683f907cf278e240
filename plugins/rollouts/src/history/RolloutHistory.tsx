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

import { useRouteRef } from '@backstage/core-plugin-api';
import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import { isActive } from '../data/useRollouts';
import {
  absolute,
  DataTable,
  formatDuration,
  Link,
  ofAudienceText,
  PhaseSign,
  Time,
  useTold,
  type Column,
} from '../kit';
import { rolloutRouteRef } from '../routes';
import { useText, type Text } from '../translation/useText';

/** How long a rollout has taken, or takes so far. */
function Took(props: { row: RolloutRow }) {
  const t = useText();
  const { row } = props;
  const text = useTold(now => {
    const end = isActive(row) ? now : Date.parse(row.updatedAt);
    const duration = formatDuration((end - Date.parse(row.createdAt)) / 1000);
    return isActive(row) ? t('history.soFar', { duration }) : duration;
  });
  return <>{text}</>;
}

/** The widest stage that was opened, also when it was taken back. */
function reachedText(row: RolloutRow, t: Text): string {
  const step = row.ladder[row.stageIndex];
  if (!step) return t('kit.nobody');
  return ofAudienceText(step.audience.kind, step.exposure, t);
}

function columnsOf(
  t: Text,
  linkTo: (params: { id: string }) => string,
  byExperiment: boolean,
): Column<RolloutRow>[] {
  return [
    {
      key: 'rollout',
      header: t(byExperiment ? 'history.experiment' : 'history.rollout'),
      width: '28%',
      cell: row => (
        <Link to={linkTo({ id: row.id })} strong rowLink>
          {byExperiment
            ? row.experiment.title
            : t('history.open', { when: absolute(row.createdAt) })}
        </Link>
      ),
    },
    {
      key: 'environment',
      header: t('history.environment'),
      width: '14%',
      cell: row => row.environment,
    },
    {
      key: 'outcome',
      header: t('history.outcome'),
      width: '20%',
      cell: row => <PhaseSign rollout={row} />,
    },
    {
      key: 'reached',
      header: t('history.reached'),
      cell: row => reachedText(row, t),
    },
    {
      key: 'requested',
      header: t('history.requested'),
      cell: row => <Time at={row.createdAt} />,
    },
    {
      key: 'took',
      header: t('history.took'),
      align: 'right',
      cell: row => <Took row={row} />,
    },
  ];
}

/** Rollouts with what came of them. */
export function RolloutHistory(props: {
  caption: string;
  rows: readonly RolloutRow[];
  /** Names the experiment of each, where they are of several. */
  byExperiment?: boolean;
}) {
  const t = useText();
  const linkTo = useRouteRef(rolloutRouteRef);
  return (
    <DataTable
      caption={props.caption}
      columns={columnsOf(t, linkTo, props.byExperiment ?? false)}
      rows={props.rows}
      rowKey={row => row.id}
    />
  );
}
