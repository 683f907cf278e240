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

import type { ComponentType, ReactNode } from 'react';
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
import TimelapseIcon from '@material-ui/icons/Timelapse';
import TrendingUpIcon from '@material-ui/icons/TrendingUp';
import UndoIcon from '@material-ui/icons/Undo';
import type {
  CheckVerdict,
  Phase,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useText, type Text } from '../translation/useText';
import {
  SIGN_ROLES,
  signOf,
  signOfCheck,
  signOfVerdict,
  type SignDetail,
  type Signed,
  type SignName,
} from './signOf';
import { DrillSign } from './DrillSign';
import { Pill } from './Pill';
import { styles } from './styles';
import { Time, timeOfDay } from './Time';

const ICONS: Record<SignName, ComponentType<SvgIconProps>> = {
  waiting: HourglassEmptyIcon,
  healthy: CheckCircleIcon,
  suspect: ReportProblemOutlinedIcon,
  breached: ErrorOutlineIcon,
  unknown: HelpOutlineIcon,
  exposing: TrendingUpIcon,
  measuring: TimelapseIcon,
  held: PauseIcon,
  'rolling-back': UndoIcon,
  'rolled-back': UndoIcon,
  stuck: ReportProblemIcon,
  completed: FlagIcon,
  cancelled: CloseIcon,
};

const LOOKS: Partial<Record<SignName, 'outlined' | 'filled'>> = {
  unknown: 'outlined',
  exposing: 'outlined',
  measuring: 'outlined',
  stuck: 'filled',
};

const useStyles = styles(() => ({
  detail: { fontWeight: 400 },
  signs: { display: 'inline-flex', flexWrap: 'wrap', gap: 4 },
}));

function detailText(detail: SignDetail, t: Text): string | null {
  switch (detail?.kind) {
    case 'wait':
      return t(`sign.waitFor.${detail.wait}`);
    case 'check':
      return `${detail.check.guardrail}, ${t('sign.since', {
        time: timeOfDay(detail.check.since),
      })}`;
    case 'not-measured':
      return t('sign.notMeasured');
    case 'not-watched':
      return t('sign.notWatched');
    case 'text':
      return detail.text ?? t('sign.noReason');
    default:
      return null;
  }
}

/** As text, but for what counts down while it is looked at. */
function detailShown(detail: SignDetail, t: Text): ReactNode {
  return detail?.kind === 'first-look' ? (
    <>
      {t('sign.firstLook')} <Time at={detail.at} />
    </>
  ) : (
    detailText(detail, t)
  );
}

/** A sign's word, with what it is about, as one text. */
export function signText(row: Signed, t: Text): string {
  const { name, detail } = signOf(row);
  const word = t(`sign.${name}`);
  const more = detailText(detail, t);
  return more ? t('sign.with', { word, detail: more }) : word;
}

function Drawn(props: { name: SignName; detail?: ReactNode; large?: boolean }) {
  const css = useStyles();
  const t = useText();
  const { name } = props;
  return (
    <Pill
      name={name}
      tone={SIGN_ROLES[name]}
      icon={ICONS[name]}
      look={LOOKS[name]}
      large={props.large}
      moving={name === 'rolling-back'}
    >
      {t(`sign.${name}`)}
      {props.detail && <span className={css.detail}>: {props.detail}</span>}
    </Pill>
  );
}

/**
 * Where a rollout stands: icon, word, colour, and what it is about; and that it
 * is a drill, wherever it is shown.
 */
export function PhaseSign(props: {
  rollout: Signed & { drill?: unknown };
  large?: boolean;
  /** Only icon and word. */
  short?: boolean;
}) {
  const t = useText();
  const css = useStyles();
  const { name, detail } = signOf(props.rollout);
  const phase = (
    <Drawn
      name={name}
      detail={props.short ? null : detailShown(detail, t)}
      large={props.large}
    />
  );
  if (!props.rollout.drill) return phase;
  return (
    <span className={css.signs}>
      <DrillSign rollout={props.rollout} />
      {phase}
    </span>
  );
}

/** The verdict over all checks. */
export function VerdictSign(props: { verdict: Verdict | null }) {
  return <Drawn name={signOfVerdict(props.verdict)} />;
}

/** The verdict of one check of a rollout in that phase. */
export function CheckSign(props: { check: CheckVerdict; phase: Phase }) {
  return <Drawn name={signOfCheck(props.check, props.phase)} />;
}
