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

import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { Problem } from './Problem';
import { messageOf, useObjects } from './useSandbox';

const useStyles = makeStyles(theme => ({
  button: { textTransform: 'none' },
  objects: {
    maxHeight: '70vh',
    overflow: 'auto',
    margin: theme.spacing(1, 0),
    padding: theme.spacing(2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
    background: theme.palette.background.paper,
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: '0.8125rem',
  },
}));

/** The objects that carry the exposure, as the Kubernetes API gives them. */
export function Objects() {
  const css = useStyles();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useObjects(open);
  return (
    <section aria-label="Objects as YAML">
      <Button
        variant="outlined"
        className={css.button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide the objects' : 'Show the objects as YAML'}
      </Button>
      {open && (
        <div id={id}>
          {error && (
            <div role="alert">
              <Problem
                title="The objects could not be read"
                onRetry={() => void refetch()}
              >
                {messageOf(error)}
              </Problem>
            </div>
          )}
          {!data && !error && <Skeleton variant="rect" height={320} />}
          {data && (
            <pre
              className={css.objects}
              // What scrolls must be reachable by keyboard.
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              role="region"
              aria-label="Objects"
            >
              {data}
            </pre>
          )}
        </div>
      )}
    </section>
  );
}
