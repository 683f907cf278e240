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

export * from './ActionButton';
export * from './Actor';
export * from './Announcer';
export * from './AskFirst';
export * from './Button';
export * from './Card';
export * from './CellField';
export * from './ChartFrame';
export * from './Choices';
export * from './CheckNumbers';
export * from './clock';
export * from './Code';
export * from './colours';
export * from './Contacts';
export * from './DataTable';
export * from './Disclosure';
export * from './DrillSign';
export * from './EffectSign';
export * from './EntityName';
export * from './ExposureFigure';
export * from './Facts';
export * from './FieldGrid';
export * from './FileButton';
export * from './fields';
export * from './format';
export * from './FormDialog';
export * from './HeaderBar';
export * from './Ladder';
export * from './layout';
export * from './Link';
export * from './NavTabs';
export * from './NextStep';
export * from './PageState';
export * from './ReasonDialog';
export * from './RecoverySteps';
export * from './Refused';
export * from './ScrollBox';
export * from './Sign';
export * from './signOf';
export * from './SpanBar';
export * from './StaleBanner';
export * from './Stat';
export * from './StateSign';
export * from './StepList';
export * from './styles';
export * from './TextEditor';
export * from './Time';
export * from './Titled';
export * from './Trend';
export * from './OutcomeSign';
