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

/** Where the chart's library puts what a label belongs to, in pixels. */
interface ViewBox {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}

interface LabelProps {
  text: string;
  colour: string;
  /** Given by the chart's library. */
  viewBox?: ViewBox;
}

/** Pixels of a character, about. */
const CHARACTER = 6;

/** A band's name above the band, where no line runs; its short one if narrow. */
export function BandLabel(props: LabelProps & { short: string }) {
  const { text, short, colour, viewBox } = props;
  const room = viewBox?.width ?? 0;
  const said = [text, short].find(each => each.length * CHARACTER <= room);
  return (
    <text
      x={(viewBox?.x ?? 0) + 2}
      y={(viewBox?.y ?? 0) - 5}
      fontSize={11}
      fill={colour}
    >
      {said}
    </text>
  );
}

/** How long nothing was seen, at the foot of the gap, where it has room. */
export function GapLabel({ text, colour, viewBox }: LabelProps) {
  const { x = 0, y = 0, width = 0, height = 0 } = viewBox ?? {};
  if (text.length * CHARACTER > width) return null;
  return (
    <text
      x={x + width / 2}
      y={y + height - 5}
      fontSize={11}
      textAnchor="middle"
      fill={colour}
    >
      {text}
    </text>
  );
}

/** A triangle on the axis; its text on hover. */
export function MarkLabel({ text, colour, viewBox }: LabelProps) {
  const foot = (viewBox?.y ?? 0) + (viewBox?.height ?? 0);
  return (
    <path
      transform={`translate(${viewBox?.x ?? 0} ${foot})`}
      d="M 0 -8 L 4.5 0 L -4.5 0 Z"
      fill={colour}
    >
      <title>{text}</title>
    </path>
  );
}
