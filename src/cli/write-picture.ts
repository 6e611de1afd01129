import type { Drawing } from '../graph/drawing.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { writeJson } from '../write/json.ts';
import { drawingToJson } from '../write/picture/drawing-json.ts';
import { type Picture, writeGraph } from '../write/picture/graph.ts';
import type { Arguments, Option, Outcome, Surroundings } from './command.ts';
import { writeResult } from './write-result.ts';

/** For people who print without colours. */
export const plainOption: Option = { name: 'plain', summary: 'leave out the colours of the targets' };

/** The outcome of a command that draws: the picture in the form that `--format`, or the ending of the output file, asks for; with `--json` the graph as data. */
export function writePicture(drawing: Drawing, options: Arguments, surroundings: Surroundings): Outcome {
  if (options.has('json')) return writeResult(writeJson(drawingToJson(drawing)), options, surroundings);
  const file = options.text('output-file');
  const asked = options.text('format') ?? (file?.endsWith('.svg') ? 'svg' : 'dot');
  const picture = drawPicture(drawing, asked === 'svg' ? 'svg' : 'dot', options);
  const notes = picture.note === undefined ? '' : `${picture.note}\n`;
  return writeResult(picture.text, options, surroundings, notes);
}

/** A picture in a form, as the options want it to look. */
export function drawPicture(drawing: Drawing, format: 'dot' | 'svg', options: Arguments): Picture {
  return writeGraph(drawing, { format, plain: options.has('plain'), renderer: renderSvg });
}
