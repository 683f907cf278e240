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
import {
  auditReadPermission,
  figureGroupSchema,
  type Insights,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useInsights, useInsightsFile } from '../../data/useInsights';
import {
  Block,
  Button,
  Copy,
  Failed,
  Fresh,
  Heading,
  Link,
  LoadingNote,
  PageBody,
  Row,
  StaleBanner,
  Stat,
  StatRow,
  Stack,
  styles,
} from '../../kit';
import { IfMay } from '../../permissions/IfMay';
import {
  auditRouteRef,
  drillsRouteRef,
  learningsRouteRef,
  reviewsRouteRef,
} from '../../routes';
import { useText } from '../../translation/useText';
import { Behind } from './Behind';
import { FigureCard } from './FigureCard';
import { Filters } from './Filters';
import { lastDay } from './period';
import { Thanks } from './Thanks';
import { useInsightFilters } from './useInsightFilters';

const useStyles = styles(({ space }) => ({
  headline: { margin: 0, fontSize: '1.125rem', lineHeight: 1.5 },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 250px), 1fr))',
    gap: space(2),
    '@media print': { gridTemplateColumns: 'repeat(3, 1fr)' },
  },
  screen: { '@media print': { display: 'none' } },
}));

function Figures(props: {
  insights: Insights;
  onOpen: (figure: string) => void;
}) {
  const t = useText();
  const css = useStyles();
  const { headline, figures, reviews } = props.insights;
  return (
    <>
      <p className={css.headline}>{headline}</p>
      <StatRow>
        <Stat
          label={t('insights.openReviews')}
          value={reviews.open}
          note={t('insights.reviewsNote')}
          role={reviews.open > 0 ? 'info' : undefined}
        />
        <Stat
          label={t('insights.overdueReviews')}
          value={reviews.overdue}
          note={t('insights.reviewsNote')}
          role={reviews.overdue > 0 ? 'warning' : undefined}
        />
      </StatRow>
      {figureGroupSchema.options.map(group => (
        <Stack key={group} gap={1.5}>
          <Heading level={3}>{t(`insights.${group}`)}</Heading>
          <div className={css.grid}>
            {figures
              .filter(figure => figure.group === group)
              .map(figure => (
                <FigureCard
                  key={figure.id}
                  figure={figure}
                  onOpen={() => props.onOpen(figure.id)}
                />
              ))}
          </div>
        </Stack>
      ))}
    </>
  );
}

function Skeleton() {
  const css = useStyles();
  return (
    <>
      <LoadingNote />
      <div className={css.grid}>
        {[1, 2, 3, 4, 5, 6, 7, 8].map(index => (
          <Block key={index} height={220} />
        ))}
      </div>
    </>
  );
}

function Exports({
  query,
}: Pick<ReturnType<typeof useInsightFilters>, 'query'>) {
  const t = useText();
  const file = useInsightsFile();
  const name = `rollouts-${query.from.slice(0, 10)}-${lastDay(query.to)}.md`;
  return (
    <>
      <Row gap={1}>
        <Button onPress={() => file.take({ query, name })} busy={file.busy}>
          {t('insights.markdown')}
        </Button>
        <Button onPress={() => window.print()}>{t('insights.print')}</Button>
      </Row>
      {file.refusal && (
        <Copy block>
          {t('insights.exportFailed', { reason: file.refusal.message })}
        </Copy>
      )}
    </>
  );
}

/** What is a click away. */
function Elsewhere() {
  const t = useText();
  const css = useStyles();
  const reviews = useRouteRef(reviewsRouteRef);
  const drills = useRouteRef(drillsRouteRef);
  const audit = useRouteRef(auditRouteRef);
  const learnings = useRouteRef(learningsRouteRef);
  return (
    <nav className={css.screen} aria-label={t('insights.elsewhere')}>
      <Row gap={2}>
        <Link to={reviews()}>{t('insights.reviewsLink')}</Link>
        <Link to={drills()}>{t('insights.drillsLink')}</Link>
        <IfMay permission={auditReadPermission}>
          <Link to={audit()}>{t('insights.auditLink')}</Link>
        </IfMay>
        <Link to={learnings()}>{t('insights.learningsLink')}</Link>
      </Row>
    </nav>
  );
}

/** For leadership: how safely the organisation changes. */
export default function InsightsPage() {
  const t = useText();
  const css = useStyles();
  const chosen = useInsightFilters();
  const insights = useInsights(chosen.query);
  const { data } = insights;
  const opened = data?.figures.find(({ id }) => id === chosen.figure);
  const { from, to, owner, system, playbook, environment } = chosen.query;
  // The filters are not printed.
  const only = [owner, system, playbook, environment]
    .filter(Boolean)
    .join(', ');
  return (
    <PageBody>
      <Row justify="space-between" align="flex-start">
        <Heading level={2}>{t('insights.title')}</Heading>
        <div className={css.screen}>
          <Exports query={chosen.query} />
        </div>
      </Row>
      <Copy block subtle>
        {t('insights.intro')}
      </Copy>
      <Copy block strong>
        {t('insights.between', { from: from.slice(0, 10), to: lastDay(to) })}
        {only && ` ${t('insights.only', { only })}`}
      </Copy>
      <div className={css.screen}>
        <Filters {...chosen} environments={data?.environments ?? []} />
      </div>
      <StaleBanner {...insights} />
      {insights.failure && (
        <Failed
          refusal={insights.failure}
          title={t('insights.failed')}
          onRetry={insights.retry}
        />
      )}
      {insights.loading && <Skeleton />}
      {opened && (
        <Behind
          figure={opened}
          query={chosen.query}
          onBack={() => chosen.set('figure', undefined)}
        />
      )}
      {data && !opened && (
        <Fresh interrupted={insights.interrupted}>
          <Stack gap={3}>
            <Figures
              insights={data}
              onOpen={figure => chosen.set('figure', figure)}
            />
            <Thanks thanks={data.thanks} />
            <Elsewhere />
          </Stack>
        </Fresh>
      )}
    </PageBody>
  );
}
