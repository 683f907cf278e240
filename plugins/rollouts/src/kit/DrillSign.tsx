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

import FitnessCenterIcon from '@material-ui/icons/FitnessCenter';
import { useText } from '../translation/useText';
import { styles } from './styles';

const useStyles = styles(({ colours }) => ({
  sign: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 6,
    padding: '1px 10px 1px 6px',
    borderRadius: 12,
    border: `1px dashed ${colours.info.text}`,
    color: colours.info.text,
    fontSize: '0.875rem',
    lineHeight: '22px',
    fontWeight: 600,
  },
  icon: { fontSize: 18 },
}));

/** Says of a rollout that it is a rehearsal; nothing of one that is none. */
export function DrillSign(props: { rollout: { drill?: unknown } }) {
  const t = useText();
  const css = useStyles();
  return props.rollout.drill ? (
    <span className={css.sign}>
      <FitnessCenterIcon aria-hidden className={css.icon} />
      {t('drills.sign')}
    </span>
  ) : null;
}
