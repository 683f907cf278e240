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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import SandboxIcon from '@material-ui/icons/BeachAccess';
import Skeleton from '@material-ui/lab/Skeleton';
import { PageLayout } from '@backstage/frontend-plugin-api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Objects } from './Objects';
import { Problem } from './Problem';
import { ServiceCard } from './ServiceCard';
import { messageOf, useServices } from './useSandbox';

const useStyles = makeStyles(theme => ({
  band: {
    background: '#5b21b6',
    color: '#ffffff',
    padding: theme.spacing(1.5, 3),
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    alignItems: 'baseline',
  },
  name: { fontWeight: 700 },
  body: {
    padding: theme.spacing(3),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  services: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 440px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  },
  // Without a box of its own it takes no room while there is nothing to say.
  status: { display: 'contents' },
  stale: { filter: 'grayscale(1)' },
}));

function Band() {
  const css = useStyles();
  return (
    <div className={css.band}>
      <Typography variant="h6" component="p" className={css.name}>
        Sandbox
      </Typography>
      <Typography variant="body2">
        An embedded world, not production: real routes and real requests, but
        nobody behind them. Make a new version slow or wrong, and watch what its
        rollout does about it.
      </Typography>
    </div>
  );
}

function Services() {
  const css = useStyles();
  const { data, error, dataUpdatedAt, refetch } = useServices();
  if (!data && error) {
    return (
      <div role="alert">
        <Problem
          title="The sandbox could not be read"
          onRetry={() => void refetch()}
        >
          {messageOf(error)}
        </Problem>
      </div>
    );
  }
  return (
    <>
      <div role="status" className={css.status}>
        {!data && <Typography variant="srOnly">Loading</Typography>}
        {data && error && (
          <Problem
            title={`Interrupted, last seen at ${new Date(
              dataUpdatedAt,
            ).toLocaleTimeString('en-GB')}, trying again`}
          >
            {messageOf(error)}
          </Problem>
        )}
      </div>
      {data?.length === 0 && (
        <Typography>
          The sandbox has no services. Start it with its own, or name some in
          its options.
        </Typography>
      )}
      <div className={`${css.services} ${error ? css.stale : ''}`}>
        {data
          ? data.map(service => (
              <ServiceCard
                key={`${service.namespace}/${service.name}`}
                service={service}
              />
            ))
          : [1, 2, 3, 4].map(index => (
              <Skeleton key={index} variant="rect" height={420} />
            ))}
      </div>
    </>
  );
}

/** What the sandbox's services are like, and how their new versions behave. */
export function SandboxPage() {
  const css = useStyles();
  const [client] = useState(() => new QueryClient());
  return (
    <PageLayout title="Sandbox" icon={<SandboxIcon fontSize="inherit" />}>
      <main>
        <Band />
        <QueryClientProvider client={client}>
          <div className={css.body}>
            <Services />
            <Objects />
          </div>
        </QueryClientProvider>
      </main>
    </PageLayout>
  );
}
