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
import { OUTCOMES } from '@stagecraft/backstage-plugin-rollouts-common';
import { useLearnings } from '../../data/useLearnings';
import { useSettled } from '../../data/useSettled';
import {
  Block,
  Button,
  Copy,
  Empty,
  EntityName,
  Failed,
  Heading,
  LoadingNote,
  PageBody,
  Row,
  SelectField,
  StaleBanner,
  styles,
  TextField,
} from '../../kit';
import { rootRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { LearningCard } from './LearningCard';
import { useLearningFilters } from './useLearningFilters';

const useStyles = styles(({ space }) => ({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 460px), 1fr))',
    gap: space(2),
    alignItems: 'start',
  },
  search: { flex: '1 1 280px', maxWidth: 560 },
}));

function Filters(props: ReturnType<typeof useLearningFilters>) {
  const t = useText();
  const css = useStyles();
  const { filters, text, filtered, set, clear } = props;
  return (
    <search>
      <Row gap={1.5} align="flex-start">
        <div className={css.search}>
          <TextField
            type="search"
            label={t('learnings.search')}
            help={t('learnings.searchHelp')}
            value={text}
            onChange={value => set('text', value)}
          />
        </div>
        <SelectField
          label={t('learnings.outcome')}
          value={filters.outcome ?? ''}
          onChange={value => set('outcome', value)}
          options={[
            { value: '', label: t('learnings.any') },
            ...OUTCOMES.map(value => ({
              value,
              label: t(`learnings.${value}`),
            })),
          ]}
        />
        {filtered && (
          <Button tone="quiet" onPress={clear}>
            {t('learnings.clear')}
          </Button>
        )}
      </Row>
      {filters.service && (
        <Copy block subtle small>
          {t('learnings.onlyService')}{' '}
          <EntityName entityRef={filters.service} />
        </Copy>
      )}
      {filters.playbook && (
        <Copy block subtle small>
          {t('learnings.onlyPlaybook', { playbook: filters.playbook })}
        </Copy>
      )}
      {filters.tag && (
        <Copy block subtle small>
          {t('learnings.onlyTag', { tag: filters.tag })}
        </Copy>
      )}
    </search>
  );
}

function Nothing(props: { filtered: boolean; onClear: () => void }) {
  const t = useText();
  const root = useRouteRef(rootRouteRef);
  return props.filtered ? (
    <Empty
      title={t('learnings.noneTitle')}
      action={<Button onPress={props.onClear}>{t('learnings.clear')}</Button>}
    >
      {t('learnings.none')}
    </Empty>
  ) : (
    <Empty
      title={t('learnings.emptyTitle')}
      action={<Button to={root()}>{t('learnings.first')}</Button>}
    >
      {t('learnings.empty')}
    </Empty>
  );
}

/** What experiments taught: search first. */
export default function LearningsPage() {
  const t = useText();
  const css = useStyles();
  const chosen = useLearningFilters();
  const text = useSettled(chosen.filters.text);
  const learnings = useLearnings({ ...chosen.filters, text });
  return (
    <PageBody>
      <Heading level={2}>{t('learnings.title')}</Heading>
      <Copy block subtle>
        {t('learnings.intro')}
      </Copy>
      <Filters {...chosen} />
      <StaleBanner {...learnings} />
      {learnings.failure && (
        <Failed
          refusal={learnings.failure}
          title={t('learnings.failed')}
          onRetry={learnings.retry}
        />
      )}
      {learnings.loading && <LoadingNote />}
      {learnings.data?.length === 0 && (
        <Nothing filtered={chosen.filtered} onClear={chosen.clear} />
      )}
      <div className={css.grid}>
        {learnings.loading &&
          [1, 2, 3, 4].map(index => <Block key={index} height={200} />)}
        {learnings.data?.map(learning => (
          <LearningCard key={learning.experimentId} learning={learning} />
        ))}
      </div>
      {learnings.more && (
        <Row justify="center">
          <Button onPress={learnings.loadMore} busy={learnings.loadingMore}>
            {t('kit.showMore')}
          </Button>
        </Row>
      )}
    </PageBody>
  );
}
