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
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Behaviour, VersionView } from '@stagecraft/sandbox';
import { BEHAVIOURS } from './behaviours';
import { Problem } from './Problem';
import { messageOf, useSetBehaviour } from './useSandbox';

const useStyles = makeStyles(theme => ({
  choices: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(0.5, 2),
  },
  choice: { alignItems: 'flex-start', marginRight: 0 },
  radio: { padding: theme.spacing(0.5, 1) },
  label: { minWidth: 0, paddingTop: 2 },
}));

function isBehaviour(value: string): value is Behaviour {
  return BEHAVIOURS.some(({ behaviour }) => behaviour === value);
}

/** A switch for how the new version behaves; refused, the old choice stays. */
export function BehaviourChoice(props: {
  service: string;
  version: VersionView;
}) {
  const css = useStyles();
  const id = useId();
  const { service, version } = props;
  const { mutate, error } = useSetBehaviour(service);
  // Kept here, because the mutation tells of itself only after the event.
  const [chosen, setChosen] = useState<Behaviour>();
  const choose = (behaviour: Behaviour) => {
    setChosen(behaviour);
    mutate(behaviour, { onSettled: () => setChosen(undefined) });
  };
  return (
    <div>
      <Typography variant="subtitle2" component="h3" id={id}>
        {version.name} behaves
      </Typography>
      <RadioGroup
        aria-labelledby={id}
        aria-busy={chosen !== undefined}
        name={id}
        value={chosen ?? version.behaviour}
        onChange={(_, value) => isBehaviour(value) && choose(value)}
        className={css.choices}
      >
        {BEHAVIOURS.map(({ behaviour, title, means }) => (
          <FormControlLabel
            key={behaviour}
            value={behaviour}
            className={css.choice}
            control={
              <Radio
                size="small"
                color="primary"
                className={css.radio}
                inputProps={{ 'aria-describedby': `${id}-${behaviour}` }}
              />
            }
            label={
              <span className={css.label}>
                <Typography variant="body2" component="span" display="block">
                  {title}
                </Typography>
                <Typography
                  variant="caption"
                  component="span"
                  display="block"
                  color="textSecondary"
                  id={`${id}-${behaviour}`}
                >
                  {means}
                </Typography>
              </span>
            }
          />
        ))}
      </RadioGroup>
      <div role="alert">
        {error && (
          <Problem title={`${service} behaves as before`}>
            {messageOf(error)}
          </Problem>
        )}
      </div>
    </div>
  );
}
