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

import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import type { Harm } from '@stagecraft/backstage-plugin-rollouts-common';
import { Button, classes, Copy, Link, styles, Time } from '../kit';
import { useText } from '../translation/useText';

const useStyles = styles(({ colours, space, narrow }) => ({
  item: {
    display: 'flex',
    gap: space(1),
    alignItems: 'flex-start',
    [narrow]: { flexWrap: 'wrap' },
  },
  critical: { color: colours.error.text },
  high: { color: colours.warning.text },
  text: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  sentence: { whiteSpace: 'pre-line' },
  short: {
    display: '-webkit-box',
    '-webkit-box-orient': 'vertical',
    '-webkit-line-clamp': 3,
    overflow: 'hidden',
  },
}));

/** One cause of harm: what happened, where, and a press to acknowledge it. */
export function HarmItem(props: {
  harm: Harm;
  busy: boolean;
  /** Its first lines only. */
  short: boolean;
  onSeen: () => void;
}) {
  const t = useText();
  const css = useStyles();
  const { harm } = props;
  return (
    <li className={css.item}>
      <ErrorOutlineIcon
        fontSize="small"
        aria-hidden
        className={harm.severity === 'critical' ? css.critical : css.high}
      />
      <div className={css.text}>
        <Link to={harm.link} strong>
          {harm.title}
        </Link>{' '}
        <Copy small subtle>
          <Time at={harm.at} />
        </Copy>
        <div className={classes(css.sentence, props.short && css.short)}>
          <Copy small>{harm.description}</Copy>
        </div>
      </div>
      <Button
        small
        busy={props.busy}
        label={t('harm.seenLabel', { title: harm.title })}
        onPress={props.onSeen}
      >
        {t('harm.seen')}
      </Button>
    </li>
  );
}
