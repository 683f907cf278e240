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

import Card from '@material-ui/core/Card';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { formatValue } from '@stagecraft/backstage-plugin-rollouts-common';
import type { ServiceView } from '@stagecraft/sandbox';
import { BehaviourChoice } from './BehaviourChoice';
import { routeSplits } from './routeSplits';
import { Split } from './Split';
import { VersionTable } from './VersionTable';

const useStyles = makeStyles(theme => ({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  title: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    columnGap: theme.spacing(2),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: { flexWrap: 'wrap' },
  },
  rate: { textAlign: 'right', whiteSpace: 'nowrap' },
  splits: { display: 'flex', flexDirection: 'column', gap: theme.spacing(1) },
}));

/** One service: what its route is set to, what really flows, and the switch. */
export function ServiceCard(props: { service: ServiceView }) {
  const css = useStyles();
  const { service } = props;
  const fresh = service.versions.find(({ variant }) => variant === 'new');
  return (
    <Card component="section" aria-label={service.name} variant="outlined">
      <CardContent className={css.content}>
        <div className={css.title}>
          <div>
            <Typography variant="h5" component="h2">
              {service.name}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {service.route
                ? `HTTPRoute ${service.route.namespace}/${service.route.name}`
                : `No HTTPRoute in ${service.namespace}: nothing reaches it`}
            </Typography>
          </div>
          <Typography variant="body1" className={css.rate}>
            {formatValue(service.requestsPerSecond, 'count')} requests a second
          </Typography>
        </div>
        <div className={css.splits}>
          {routeSplits(service).map(({ key, requests, share }) => (
            <Split
              key={key}
              label={`The route sends, of ${requests}`}
              share={share}
              missing="nothing"
            />
          ))}
          <Split
            label={`What flowed in the last ${service.windowSeconds} seconds`}
            share={fresh?.observedShare ?? null}
            missing="no traffic"
          />
        </div>
        <VersionTable
          service={service.name}
          versions={service.versions}
          windowSeconds={service.windowSeconds}
        />
        {fresh && <BehaviourChoice service={service.name} version={fresh} />}
      </CardContent>
    </Card>
  );
}
