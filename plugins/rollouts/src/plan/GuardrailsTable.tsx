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

import type { Guardrail } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Copy,
  DataTable,
  formatCount,
  formatDuration,
  Stack,
  type Column,
} from '../kit';
import { useText, type Text } from '../translation/useText';
import { limitText, type Definitions } from './words';

function columns(t: Text, definitions: Definitions): Column<Guardrail>[] {
  return [
    {
      key: 'name',
      header: t('plan.guardrails.name'),
      cell: guardrail => <Copy strong>{guardrail.name}</Copy>,
    },
    {
      key: 'holds',
      header: t('plan.guardrails.holds'),
      cell: guardrail => {
        const definition = definitions.get(guardrail.metric);
        return `${definition?.title ?? guardrail.metric}: ${limitText(
          guardrail.check,
          definition,
          t,
        )}`;
      },
    },
    {
      key: 'confirmed',
      header: t('plan.guardrails.confirmed'),
      cell: guardrail => (
        <Stack gap={0.25}>
          <span>
            {t('plan.guardrails.looks', { count: guardrail.confirmations })}
          </span>
          <Copy small subtle>
            {t('plan.guardrails.minimumCount', {
              amount: formatCount(guardrail.minimumCount),
            })}
          </Copy>
        </Stack>
      ),
    },
    {
      key: 'breach',
      header: t('plan.guardrails.onBreach'),
      cell: guardrail => t(`plan.guardrails.actions.${guardrail.onBreach}`),
    },
    {
      key: 'no-data',
      header: t('plan.guardrails.noData'),
      cell: ({ noData }) =>
        t('plan.guardrails.noDataAfter', {
          action: t(`plan.guardrails.actions.${noData.action}`),
          duration: formatDuration(noData.afterSeconds),
        }),
    },
  ];
}

/** The guardrails of a plan. */
export function GuardrailsTable(props: {
  guardrails: readonly Guardrail[];
  definitions: Definitions;
}) {
  const t = useText();
  return (
    <DataTable
      caption={t('plan.guardrails.caption')}
      columns={columns(t, props.definitions)}
      rows={props.guardrails}
      rowKey={guardrail => guardrail.name}
    />
  );
}
