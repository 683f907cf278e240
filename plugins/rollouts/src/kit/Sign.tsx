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

import type { ComponentType } from 'react';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import CloseIcon from '@material-ui/icons/Close';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import FlagIcon from '@material-ui/icons/Flag';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import PauseIcon from '@material-ui/icons/Pause';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import UndoIcon from '@material-ui/icons/Undo';
import type { Verdict } from '@stagecraft/backstage-plugin-rollouts-common';
import { useText, type Text } from '../translation/useText';
import {
  SIGN_ROLES,
  signOf,
  signOfVerdict,
  type SignDetail,
  type Signed,
  type SignName,
} from './signOf';
import { classes, styles } from './styles';
import { timeOfDay } from './Time';
import type { Role } from './colours';

const ICONS: Record<SignName, ComponentType<SvgIconProps>> = {
  waiting: HourglassEmptyIcon,
  healthy: CheckCircleIcon,
  suspect: ReportProblemOutlinedIcon,
  breached: ErrorOutlineIcon,
  unknown: HelpOutlineIcon,
  held: PauseIcon,
  'rolling-back': UndoIcon,
  'rolled-back': UndoIcon,
  stuck: ReportProblemIcon,
  completed: FlagIcon,
  cancelled: CloseIcon,
};

const useStyles = styles(({ colours, still }) => {
  const tone = (role: Role) => ({
    color: colours[role].text,
    background: colours[role].surface,
    borderColor: 'transparent',
  });
  return {
    sign: {
      display: 'inline-flex',
      alignItems: 'flex-start',
      gap: 6,
      padding: '2px 10px 2px 6px',
      borderRadius: 12,
      border: '1px solid transparent',
      fontSize: '0.875rem',
      lineHeight: '22px',
      fontWeight: 600,
      maxWidth: '100%',
      boxSizing: 'border-box',
      textAlign: 'left',
    },
    large: { fontSize: '1rem' },
    icon: { fontSize: 18, marginTop: 2, flexShrink: 0 },
    detail: { fontWeight: 400 },
    ok: tone('ok'),
    warning: tone('warning'),
    error: tone('error'),
    info: tone('info'),
    neutral: tone('neutral'),
    outlined: {
      background: 'transparent',
      border: `1px solid ${colours.neutral.border}`,
    },
    filled: {
      background: colours.error.solid,
      color: colours.error.onSolid,
    },
    '@keyframes back': {
      from: { transform: 'rotate(0deg)' },
      to: { transform: 'rotate(-360deg)' },
    },
    moving: {
      animation: '$back 1.6s linear infinite',
      [still]: { animation: 'none' },
    },
  };
});

function detailText(detail: SignDetail, t: Text): string | null {
  switch (detail?.kind) {
    case 'wait':
      return t(`sign.waitFor.${detail.wait}`);
    case 'check':
      return `${detail.check.guardrail}, ${t('sign.since', {
        time: timeOfDay(detail.check.since),
      })}`;
    case 'not-watched':
      return t('sign.notWatched');
    case 'text':
      return detail.text ?? t('sign.noReason');
    default:
      return null;
  }
}

/** A sign's word, with what it is about, as one text. */
export function signText(row: Signed, t: Text): string {
  const { name, detail } = signOf(row);
  const word = t(`sign.${name}`);
  const more = detailText(detail, t);
  return more ? t('sign.with', { word, detail: more }) : word;
}

function Drawn(props: {
  name: SignName;
  detail?: string | null;
  large?: boolean;
}) {
  const css = useStyles();
  const t = useText();
  const { name } = props;
  const Icon = ICONS[name];
  return (
    <span
      data-sign={name}
      className={classes(
        css.sign,
        css[SIGN_ROLES[name]],
        name === 'unknown' && css.outlined,
        name === 'stuck' && css.filled,
        props.large && css.large,
      )}
    >
      <Icon
        aria-hidden
        className={classes(css.icon, name === 'rolling-back' && css.moving)}
      />
      <span>
        {t(`sign.${name}`)}
        {props.detail && <span className={css.detail}>: {props.detail}</span>}
      </span>
    </span>
  );
}

/** Where a rollout stands: icon, word, colour, and what it is about. */
export function PhaseSign(props: {
  rollout: Signed;
  large?: boolean;
  /** Only icon and word. */
  short?: boolean;
}) {
  const t = useText();
  const { name, detail } = signOf(props.rollout);
  return (
    <Drawn
      name={name}
      detail={props.short ? null : detailText(detail, t)}
      large={props.large}
    />
  );
}

/** The verdict of one check, or over all of them. */
export function VerdictSign(props: { verdict: Verdict | null }) {
  return <Drawn name={signOfVerdict(props.verdict)} />;
}
