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

import Container from '@material-ui/core/Container';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { EmptyState } from '@backstage/core-components';
import { Persona } from './personas';
import { PersonaCard } from './PersonaCard';

const useStyles = makeStyles(theme => ({
  page: {
    minHeight: '100vh',
    backgroundColor: theme.palette.background.default,
    color: theme.palette.text.primary,
    paddingTop: theme.spacing(8),
    paddingBottom: theme.spacing(8),
  },
  intro: { marginBottom: theme.spacing(5), maxWidth: 640 },
  people: { listStyle: 'none', padding: 0 },
}));

export function PersonaChooser(props: {
  title: string;
  personas: Persona[];
  onChoose: (persona: Persona) => void;
}) {
  const classes = useStyles();
  const { title, personas, onChoose } = props;
  return (
    <main className={classes.page}>
      <Container maxWidth="lg">
        <div className={classes.intro}>
          <Typography variant="h2" component="h1" gutterBottom>
            {title}
          </Typography>
          <Typography variant="body1">
            Who are you today? This portal is for trying things out: choose
            someone and see what they see. Another tab can be someone else.
          </Typography>
        </div>
        {personas.length === 0 && (
          <EmptyState
            missing="content"
            title="Nobody can sign in yet"
            description="Configure an identity provider, or list personas in auth.providers.demo.personas."
          />
        )}
        <Grid container spacing={3} component="ul" className={classes.people}>
          {personas.map(persona => (
            <Grid item key={persona.name} xs={12} sm={6} md={4} component="li">
              <PersonaCard persona={persona} onChoose={onChoose} />
            </Grid>
          ))}
        </Grid>
      </Container>
    </main>
  );
}
