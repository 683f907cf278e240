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

import Avatar from '@material-ui/core/Avatar';
import Card from '@material-ui/core/Card';
import CardActionArea from '@material-ui/core/CardActionArea';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Persona } from './personas';

const useStyles = makeStyles(theme => ({
  card: { height: '100%' },
  action: { height: '100%' },
  content: { height: '100%', padding: theme.spacing(3) },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  avatar: {
    backgroundColor: theme.palette.type === 'dark' ? '#90caf9' : '#1f5493',
    color: theme.palette.type === 'dark' ? '#102027' : '#ffffff',
  },
}));

function initials(displayName: string) {
  return displayName
    .split(' ')
    .map(word => word[0])
    .join('');
}

export function PersonaCard(props: {
  persona: Persona;
  onChoose: (persona: Persona) => void;
}) {
  const classes = useStyles();
  const { persona, onChoose } = props;
  return (
    <Card className={classes.card}>
      <CardActionArea
        className={classes.action}
        onClick={() => onChoose(persona)}
        aria-label={`Sign in as ${persona.displayName}, ${persona.role}`}
        aria-describedby={`persona-${persona.name}`}
      >
        <CardContent className={classes.content}>
          <div className={classes.person}>
            <Avatar className={classes.avatar} aria-hidden>
              {initials(persona.displayName)}
            </Avatar>
            <div>
              <Typography variant="h6" component="p">
                {persona.displayName}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {persona.role}
              </Typography>
            </div>
          </div>
          <Typography variant="body1" id={`persona-${persona.name}`}>
            {persona.can}
          </Typography>
        </CardContent>
      </CardActionArea>
    </Card>
  );
}
