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

import type { Risk } from '@stagecraft/backstage-plugin-rollouts-common';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import { classes, Copy, styles } from '../kit';
import { useText } from '../translation/useText';

const useStyles = styles(({ colours, space }) => ({
  risk: { display: 'flex', gap: space(1), alignItems: 'flex-start' },
  icon: { fontSize: 20, flexShrink: 0, marginTop: 1 },
  low: { color: colours.info.text },
  medium: { color: colours.info.text },
  high: { color: colours.warning.text },
  critical: { color: colours.error.text },
  reasons: { margin: 0, paddingLeft: space(2) },
}));

/** The tier of risk that counts, and why. */
export function RiskTier({ risk }: { risk: Risk }) {
  const css = useStyles();
  const t = useText();
  const raised = risk.tier === 'high' || risk.tier === 'critical';
  const Icon = raised ? ErrorOutlineIcon : InfoOutlinedIcon;
  return (
    <div className={css.risk}>
      <Icon className={classes(css.icon, css[risk.tier])} aria-hidden />
      <div>
        <Copy block strong>
          {t(`plan.risk.${risk.tier}`)}
        </Copy>
        <ul className={css.reasons}>
          {risk.reasons.map(reason => (
            <li key={reason}>
              <Copy small>{reason}</Copy>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
