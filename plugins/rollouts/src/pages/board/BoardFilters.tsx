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

import { useRef } from 'react';
import {
  BOARD_OUTCOMES,
  phaseSchema,
  type RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutFilters } from '../../data/useRollouts';
import { Button, Row, SelectField } from '../../kit';
import { useText } from '../../translation/useText';
import type { FilterName } from './useBoardFilters';

export interface BoardFiltersProps {
  filters: RolloutFilters;
  filtered: boolean;
  rows: readonly RolloutRow[];
  onChange: (name: FilterName, value: string | undefined) => void;
  onClear: () => void;
}

function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** Every value met on this page so far, so that choosing one keeps the others. */
function useMet(values: readonly (string | null | undefined)[]): string[] {
  const met = useRef(new Set<string>());
  values.forEach(value => value && met.current.add(value));
  return [...met.current].sort();
}

export function BoardFilters(props: BoardFiltersProps) {
  const t = useText();
  const { filters, rows, onChange } = props;
  const systems = useMet([...rows.map(row => row.system), filters.system]);
  const environments = useMet([
    ...rows.map(row => row.environment),
    filters.environment,
  ]);
  const playbooks = useMet([
    ...rows.map(row => row.playbook.id),
    filters.playbook,
  ]);
  const any = { value: '', label: t('board.any') };
  const choices = [
    {
      name: 'scope',
      options: [
        { value: '', label: t('board.everyone') },
        { value: 'mine', label: t('board.mine') },
        { value: 'teams', label: t('board.teams') },
      ],
    },
    {
      name: 'system',
      options: [
        any,
        ...systems.map(value => ({ value, label: nameOf(value) })),
      ],
    },
    {
      name: 'environment',
      options: [any, ...environments.map(value => ({ value, label: value }))],
    },
    {
      name: 'phase',
      options: [
        any,
        ...phaseSchema.options.map(value => ({
          value,
          label: t(`board.phaseName.${value}`),
        })),
      ],
    },
    {
      name: 'playbook',
      options: [any, ...playbooks.map(value => ({ value, label: value }))],
    },
    {
      name: 'outcome',
      options: [
        any,
        ...BOARD_OUTCOMES.map(value => ({
          value,
          label: t(`board.outcomeName.${value}`),
        })),
      ],
    },
    {
      name: 'drills',
      options: [
        { value: '', label: t('board.drillsToo') },
        { value: 'without', label: t('board.drillsWithout') },
        { value: 'only', label: t('board.drillsOnly') },
      ],
    },
  ] as const;
  return (
    <div role="group" aria-label={t('board.filters')}>
      <Row gap={1.5}>
        {choices.map(({ name, options }) => (
          <SelectField
            key={name}
            label={t(`board.${name}`)}
            value={String(filters[name] ?? '')}
            onChange={value => onChange(name, value || undefined)}
            options={options}
          />
        ))}
        {props.filtered && (
          <Button tone="quiet" onPress={props.onClear}>
            {t('board.clear')}
          </Button>
        )}
      </Row>
    </div>
  );
}
