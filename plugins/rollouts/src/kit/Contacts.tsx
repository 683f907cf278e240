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

import { styles } from './styles';

const useStyles = styles(({ space }) => ({
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: space(1),
    fontSize: '1.25rem',
    lineHeight: 1.5,
    overflowWrap: 'anywhere',
  },
}));

/** Whom to call, in type that one reads half asleep. */
export function Contacts(props: { contacts: readonly string[] }) {
  return (
    <ul className={useStyles().list}>
      {props.contacts.map((contact, index) => (
        <li key={index}>{contact}</li>
      ))}
    </ul>
  );
}
