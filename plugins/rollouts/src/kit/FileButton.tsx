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

import { useRef } from 'react';
import { Button } from './Button';

/** Largest file that is read, in bytes; what is larger says so itself. */
const MOST_BYTES = 1_000_000;

/** Reads a text file that a person picks. */
export function FileButton(props: {
  label: string;
  /** What may be picked, such as `.yaml,.yml`. */
  accept: string;
  onText: (text: string) => void;
  small?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const read = (file: File | undefined) => {
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => props.onText(String(reader.result));
    reader.readAsText(file.slice(0, MOST_BYTES));
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={props.accept}
        hidden
        aria-label={props.label}
        onChange={event => {
          read(event.target.files?.[0]);
          // The same file again is a new choice.
          event.target.value = '';
        }}
      />
      <Button small={props.small} onPress={() => input.current?.click()}>
        {props.label}
      </Button>
    </>
  );
}
