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

import { classes, styles } from './styles';

const useStyles = styles(({ colours, space, mono }) => ({
  list: {
    margin: 0,
    paddingLeft: space(3),
    display: 'flex',
    flexDirection: 'column',
    gap: space(1),
    lineHeight: 1.5,
  },
  large: { fontSize: '1.25rem', gap: space(1.5) },
  code: {
    fontFamily: mono,
    fontSize: '0.9em',
    background: colours.page,
    border: `1px solid ${colours.line}`,
    borderRadius: 4,
    padding: '1px 4px',
    overflowWrap: 'anywhere',
  },
}));

/** Recovery steps to read and follow; what is in backticks is to be typed. */
export function RecoverySteps(props: {
  steps: readonly string[];
  large?: boolean;
}) {
  const css = useStyles();
  return (
    <ol className={classes(css.list, props.large && css.large)}>
      {props.steps.map((step, index) => (
        <li key={index}>
          {step.split('`').map((part, place) =>
            place % 2 === 1 ? (
              <code key={place} className={css.code}>
                {part}
              </code>
            ) : (
              part
            ),
          )}
        </li>
      ))}
    </ol>
  );
}
