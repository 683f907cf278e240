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

import { makeStyles } from '@material-ui/core/styles';
import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';

const useStyles = makeStyles({
  root: {
    width: '100%',
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 14,
    marginLeft: 22,
    color: '#ffffff',
    fontSize: 20,
    fontWeight: 700,
    letterSpacing: 0.2,
  },
});

/** Four stages, rising. */
function Steps() {
  return (
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <rect x="1" y="20" width="5" height="7" rx="1" fill="#7df3e1" />
      <rect x="8" y="15" width="5" height="12" rx="1" fill="#7df3e1" />
      <rect x="15" y="9" width="5" height="18" rx="1" fill="#7df3e1" />
      <rect x="22" y="1" width="5" height="26" rx="1" fill="#7df3e1" />
    </svg>
  );
}

export function PortalLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="Stagecraft, home"
      >
        <Steps />
        {isOpen && 'Stagecraft'}
      </Link>
    </div>
  );
}
