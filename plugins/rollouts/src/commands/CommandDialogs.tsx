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

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useLocation } from 'react-router-dom';
import { CommandDialog, type AskedCommand } from './CommandDialog';

interface Shown {
  /** The button that opened it. */
  owner: string;
  /** How many were opened before it: each begins anew. */
  turn: number;
  path: string;
  asked: AskedCommand;
  open: boolean;
  gone: boolean;
}

interface Dialogs {
  ask: (owner: string, asked: AskedCommand) => void;
  /** The button drew again, with what it would ask now. */
  renew: (owner: string, asked: AskedCommand) => void;
  /** The button is no longer there; its dialog stays until it is closed. */
  leave: (owner: string) => void;
}

const DialogsContext = createContext<Dialogs | null>(null);

/**
 * Holds the open dialog of the commands below. A rollout that moves on takes
 * buttons away, and what somebody types at that time must not go with them.
 */
export function CommandDialogs(props: { children: ReactNode }) {
  const { pathname } = useLocation();
  const [shown, setShown] = useState<Shown>();
  const owner = useRef<string>();
  const path = useRef(pathname);
  useEffect(() => {
    path.current = pathname;
  }, [pathname]);

  const change = useCallback((from: string, to: Partial<Shown>) => {
    // Every button draws often; only the one that is open has a say.
    if (owner.current !== from) return;
    setShown(last => last && { ...last, ...to });
  }, []);
  const dialogs = useMemo<Dialogs>(
    () => ({
      ask: (from, asked) => {
        owner.current = from;
        setShown(last => ({
          owner: from,
          turn: (last?.turn ?? 0) + 1,
          path: path.current,
          asked,
          open: true,
          gone: false,
        }));
      },
      renew: (from, asked) => change(from, { asked, gone: false }),
      leave: from => change(from, { gone: true }),
    }),
    [change],
  );
  const close = () => {
    owner.current = undefined;
    setShown(last => last && { ...last, open: false });
    shown?.asked.onClose?.();
  };
  return (
    <DialogsContext.Provider value={dialogs}>
      {props.children}
      {/* Whoever went to another page has left it. */}
      {shown && shown.path === pathname && (
        <CommandDialog
          key={shown.turn}
          asked={shown.asked}
          open={shown.open}
          gone={shown.gone}
          onClose={close}
        />
      )}
    </DialogsContext.Provider>
  );
}

/**
 * Opens the dialog of a command, which goes by what is asked now.
 *
 * @throws Error outside of {@link CommandDialogs}.
 */
export function useCommandDialog(asked: AskedCommand): () => void {
  const owner = useId();
  const dialogs = useContext(DialogsContext);
  if (!dialogs) throw new Error('Commands are given below CommandDialogs');
  // Before anything is drawn: fields in the dialog are the button's.
  useLayoutEffect(() => dialogs.renew(owner, asked));
  useLayoutEffect(() => () => dialogs.leave(owner), [dialogs, owner]);
  return () => dialogs.ask(owner, asked);
}
