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

import { useServices } from '../../data/useServices';
import { usePlaybooks } from '../../data/usePlaybooks';
import { Button, Row, SelectField } from '../../kit';
import { useText } from '../../translation/useText';
import { PERIODS } from './period';
import type { useInsightFilters } from './useInsightFilters';

function named(refs: Iterable<string | null>) {
  return [...new Set(refs)]
    .filter(ref => ref !== null)
    .sort()
    .map(value => ({ value, label: value.slice(value.indexOf('/') + 1) }));
}

/** Period, organisation, system, playbook and environment. */
export function Filters(
  props: ReturnType<typeof useInsightFilters> & {
    environments: readonly string[];
  },
) {
  const t = useText();
  const services = useServices().data?.items ?? [];
  const playbooks = usePlaybooks().data?.items ?? [];
  const all = { value: '', label: t('insights.all') };
  const { period, query, filtered, environments, set, clear } = props;
  const known = new Set([...environments, query.environment ?? '']);
  return (
    <search>
      <Row gap={1.5} align="flex-start">
        <SelectField
          label={t('insights.period')}
          value={period}
          onChange={value => set('period', value)}
          options={PERIODS.map(value => ({
            value,
            label: t(`insights.${value}`),
          }))}
        />
        <SelectField
          label={t('insights.owner')}
          value={query.owner ?? ''}
          onChange={value => set('owner', value)}
          options={[all, ...named(services.map(({ owner }) => owner))]}
        />
        <SelectField
          label={t('insights.system')}
          value={query.system ?? ''}
          onChange={value => set('system', value)}
          options={[all, ...named(services.map(({ system }) => system))]}
        />
        <SelectField
          label={t('insights.playbook')}
          value={query.playbook ?? ''}
          onChange={value => set('playbook', value)}
          options={[
            all,
            ...playbooks.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <SelectField
          label={t('insights.environment')}
          value={query.environment ?? ''}
          onChange={value => set('environment', value)}
          options={[
            all,
            ...[...known]
              .filter(Boolean)
              .map(value => ({ value, label: value })),
          ]}
        />
        {filtered && (
          <Button tone="quiet" onPress={clear}>
            {t('insights.clear')}
          </Button>
        )}
      </Row>
    </search>
  );
}
