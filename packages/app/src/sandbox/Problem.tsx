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

import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  problem: {
    borderLeft: `4px solid ${theme.palette.error.main}`,
    background: theme.palette.background.paper,
    padding: theme.spacing(1.5, 2),
    margin: theme.spacing(1, 0),
    overflowWrap: 'anywhere',
  },
  retry: { marginTop: theme.spacing(1), textTransform: 'none' },
}));

/** What was not done or not had, and why. */
export function Problem(props: {
  title: string;
  children: ReactNode;
  onRetry?: () => void;
}) {
  const css = useStyles();
  return (
    <div className={css.problem}>
      <Typography variant="subtitle2" component="p">
        {props.title}
      </Typography>
      <Typography variant="body2">{props.children}</Typography>
      {props.onRetry && (
        <Button
          variant="outlined"
          size="small"
          className={css.retry}
          onClick={props.onRetry}
        >
          Try again
        </Button>
      )}
    </div>
  );
}
