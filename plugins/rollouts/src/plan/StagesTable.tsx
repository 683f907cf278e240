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

import type { Stage } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Copy,
  DataTable,
  EntityName,
  formatCount,
  formatDuration,
  Stack,
  type Column,
} from '../kit';
import { useText, type Text } from '../translation/useText';
import { exposesText } from './words';

interface Numbered {
  stage: Stage;
  index: number;
}

/** "One approval from …" for each quorum, or that nobody is asked. */
function ApprovalText(props: { approvals: Stage['approvals'] }) {
  const t = useText();
  const { required, from, onEvidence, also = [] } = props.approvals;
  const quorums = [{ required, from }, ...also].filter(
    quorum => quorum.required > 0,
  );
  if (quorums.length === 0) return <span>{t('plan.stages.noApproval')}</span>;
  return (
    <>
      {quorums.map((quorum, index) => (
        <span key={`${quorum.from}-${index}`}>
          {t('plan.stages.approval', {
            count: quorum.required,
            from: <EntityName entityRef={quorum.from} />,
          })}
        </span>
      ))}
      {onEvidence && <Copy subtle>{t('plan.stages.onEvidence')}</Copy>}
    </>
  );
}

function OpensWith(props: { stage: Stage }) {
  const t = useText();
  const { stage } = props;
  return (
    <Stack gap={0.25}>
      <ApprovalText approvals={stage.approvals} />
      {stage.approvals.required > 0 && (
        <Copy subtle>
          {t(`plan.stages.decideBy.${stage.undecided ?? 'hold'}`, {
            duration: formatDuration(stage.decideBySeconds),
          })}
        </Copy>
      )}
      {stage.milestones.map(milestone => (
        <span key={milestone.name}>
          {t('plan.stages.milestone', {
            title: milestone.title,
            role: <EntityName entityRef={milestone.role} />,
          })}
        </span>
      ))}
    </Stack>
  );
}

function columns(t: Text, current?: number): Column<Numbered>[] {
  return [
    {
      key: 'stage',
      header: t('plan.stages.stage'),
      cell: ({ stage, index }) => (
        <Stack gap={0.25}>
          <Copy strong>{`${index + 1}. ${stage.name}`}</Copy>
          {index === current && (
            <Copy small subtle>
              {t('plan.stages.current')}
            </Copy>
          )}
        </Stack>
      ),
    },
    {
      key: 'exposes',
      header: t('plan.stages.exposes'),
      cell: ({ stage }) => exposesText(stage, t),
    },
    {
      key: 'bake',
      header: t('plan.stages.bake'),
      cell: ({ stage }) => (
        <Copy tabular>{formatDuration(stage.bakeSeconds)}</Copy>
      ),
    },
    {
      key: 'sample',
      header: t('plan.stages.sample'),
      cell: ({ stage }) => (
        <Copy tabular>
          {t('plan.stages.requests', {
            amount: formatCount(stage.minimumSample),
          })}
        </Copy>
      ),
    },
    {
      key: 'approvals',
      header: t('plan.stages.approvals'),
      cell: ({ stage }) => <OpensWith stage={stage} />,
    },
    {
      key: 'guardrails',
      header: t('plan.stages.guardrails'),
      cell: ({ stage }) => stage.guardrails.join(', '),
    },
  ];
}

/** The stages of a plan, from first to last. */
export function StagesTable(props: {
  stages: readonly Stage[];
  /** The stage that is decided on now. */
  current?: number;
}) {
  const t = useText();
  return (
    <DataTable
      caption={t('plan.stages.caption')}
      columns={columns(t, props.current)}
      rows={props.stages.map((stage, index) => ({ stage, index }))}
      rowKey={({ index }) => String(index)}
      marked={({ index }) => index === props.current}
    />
  );
}
