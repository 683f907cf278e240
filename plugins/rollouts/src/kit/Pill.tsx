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
import type { Role } from './colours';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, still }) => {
  const tone = (role: Role) => ({
    color: colours[role].text,
    background: colours[role].surface,
  });
  return {
    pill: {
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
    ok: tone('ok'),
    warning: tone('warning'),
    error: tone('error'),
    info: tone('info'),
    neutral: tone('neutral'),
    outlined: {
      background: 'transparent',
      borderColor: colours.neutral.border,
    },
    dashed: {
      background: 'transparent',
      border: `1px dashed ${colours.info.text}`,
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

/** A sign: icon, word, colour. */
export function Pill(props: {
  tone: Role;
  icon: ComponentType<SvgIconProps>;
  /** Outlined for what is not known, dashed for a rehearsal, filled for an alarm. */
  look?: 'outlined' | 'dashed' | 'filled';
  large?: boolean;
  /** Whether the icon turns; still where motion is reduced. */
  moving?: boolean;
  /** Marks which sign it is, for tests and styles of others. */
  name?: string;
  children: ReactNode;
}) {
  const css = useStyles();
  const { icon: Icon, look } = props;
  return (
    <span
      data-sign={props.name}
      className={classes(
        css.pill,
        css[props.tone],
        look && css[look],
        props.large && css.large,
      )}
    >
      <Icon
        aria-hidden
        className={classes(css.icon, props.moving && css.moving)}
      />
      <span>{props.children}</span>
    </span>
  );
}
