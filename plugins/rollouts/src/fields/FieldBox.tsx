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

import type { CSSProperties, ReactNode } from 'react';
import { keyOfPath, type Path } from '../draft/path';

/** Marks where a field is, for the focus, and when somebody leaves it. */
export function FieldBox(props: {
  path: Path;
  problem?: string;
  onLeave: () => void;
  /** The most it needs, in pixels. */
  width?: number;
  children: ReactNode;
}) {
  const { width } = props;
  const style: CSSProperties & Record<'--basis', string> = {
    '--basis': `${Math.round((width ?? 300) * 0.75)}px`,
    maxWidth: width,
    minWidth: 0,
  };
  return (
    <div
      data-field={keyOfPath(props.path)}
      data-problem={props.problem ? true : undefined}
      style={style}
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) props.onLeave();
      }}
    >
      {props.children}
    </div>
  );
}
