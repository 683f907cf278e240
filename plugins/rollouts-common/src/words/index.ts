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

export * from './hidden';
export * from './primitives';
export * from './audience';
export * from './target';
export * from './metric';
export * from './guardrail';
export * from './stage';
export * from './policy';
export * from './plan';
export * from './experiment';
export * from './playbook';
export * from './topic';
export * from './unreached';
export * from './harm';
export * from './webhook';
export * from './gate';
export * from './lifecycle';
export * from './command';
export * from './decision';
export * from './act';
export * from './audit';
export * from './freeze';
export * from './playbookViews';
export * from './planFile';
export * from './rollout';
export * from './review';
export * from './drill';
export * from './cluster';
export * from './views';
export * from './insights';
export * from './discussion';
