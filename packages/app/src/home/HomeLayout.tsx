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

import { makeStyles } from '@material-ui/core/styles';
import HomeIcon from '@material-ui/icons/Home';
import { PageLayout } from '@backstage/frontend-plugin-api';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';

const useStyles = makeStyles(theme => ({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(12, minmax(0, 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
    padding: theme.spacing(0, 3, 3),
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      padding: theme.spacing(0, 1.5, 3),
    },
  },
  widget: {
    minWidth: 0,
    [theme.breakpoints.down('sm')]: { gridColumn: '1 !important' },
  },
}));

/**
 * The widgets that the configuration of `page:home` names, in its order and
 * widths. Its heights do not matter: nobody has to scroll inside a widget.
 */
export function HomeLayout(props: HomePageLayoutProps) {
  const css = useStyles();
  const placed = [...(props.defaultConfig ?? [])].sort(
    (a, b) => a.row - b.row || a.column - b.column,
  );
  return (
    <PageLayout title="Home" icon={<HomeIcon fontSize="inherit" />}>
      <main className={css.grid}>
        {placed.map(({ component, column, width }) => {
          const widget = props.widgets.find(({ name }) => name === component);
          return widget ? (
            <div
              key={component}
              className={css.widget}
              style={{ gridColumn: `${column + 1} / span ${width}` }}
            >
              {widget.component}
            </div>
          ) : null;
        })}
      </main>
    </PageLayout>
  );
}
