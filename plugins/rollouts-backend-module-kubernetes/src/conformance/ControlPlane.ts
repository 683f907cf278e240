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

import type { AdminClient } from './AdminClient';

/**
 * A Kubernetes API server for conformance cases, and a namespace in it for one
 * world. Its drivers act with Stagecraft's own rights; what other people do,
 * and what a case needs to begin with, is done with an administrator's.
 */
export interface ControlPlane {
  name: 'sandbox' | 'cluster';
  /** Stagecraft's access: exactly the rights of `deploy/kubernetes`. */
  access: {
    url: string;
    /** The certificate authority, PEM; undefined without TLS. */
    ca: string | undefined;
    token: string;
  };
  admin: AdminClient;
  /** Exists already, and is nobody else's. */
  namespace: string;
  /** Where it can tell: resolves once its controllers have nothing left to do. */
  settled?(): Promise<void>;
  stop(): Promise<void>;
}
