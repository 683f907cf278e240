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

import { forwardRef, type MouseEvent, type ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import MuiButton from '@material-ui/core/Button';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, narrow }) => ({
  button: {
    textTransform: 'none',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    [narrow]: { whiteSpace: 'normal' },
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 2,
    },
  },
  small: { padding: '4px 10px' },
  plain: {
    color: colours.text,
    border: `1px solid ${colours.neutral.border}`,
  },
  quiet: { color: colours.link },
  main: {
    background: colours.link,
    color: colours.type === 'dark' ? '#000' : '#fff',
    '&:hover': { background: colours.link, filter: 'brightness(0.92)' },
  },
  danger: {
    background: colours.error.solid,
    color: colours.error.onSolid,
    '&:hover': { background: colours.error.solid, filter: 'brightness(0.92)' },
  },
  dangerQuiet: {
    color: colours.error.text,
    border: `1px solid ${colours.error.border}`,
  },
  closed: {
    background: 'transparent',
    color: colours.subtle,
    border: `1px dashed ${colours.neutral.border}`,
    '&:hover': { background: 'transparent' },
  },
}));

export type ButtonTone = 'plain' | 'quiet' | 'main' | 'danger' | 'dangerQuiet';

export interface ButtonProps {
  children: ReactNode;
  tone?: ButtonTone;
  /** A link instead of a press. */
  to?: string;
  onPress?: (event: MouseEvent<HTMLElement>) => void;
  /** Drawn closed, but reachable, so that it can say why. */
  closed?: boolean;
  busy?: boolean;
  small?: boolean;
  icon?: ReactNode;
  label?: string;
  expanded?: boolean;
  describedBy?: string;
  type?: 'button' | 'submit';
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(
  function PlainButton(props, ref) {
    const css = useStyles();
    const closed = Boolean(props.closed) || Boolean(props.busy);
    return (
      <MuiButton
        ref={ref}
        // A link stays one: Material UI would give it the role of a button.
        {...(props.to
          ? { component: RouterLink, to: props.to, role: undefined }
          : {})}
        type={props.type ?? 'button'}
        disableElevation
        size={props.small ? 'small' : 'medium'}
        className={classes(
          css.button,
          props.small && css.small,
          css[props.tone ?? 'plain'],
          closed && css.closed,
        )}
        startIcon={props.icon}
        aria-disabled={closed || undefined}
        aria-busy={props.busy || undefined}
        aria-label={props.label}
        aria-expanded={props.expanded}
        aria-describedby={props.describedBy}
        onClick={props.busy ? undefined : props.onPress}
      >
        {props.children}
      </MuiButton>
    );
  },
);
