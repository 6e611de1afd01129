import type { Drawing } from '../graph/drawing.ts';
import { writeGraph } from '../write/graph.ts';
import type { Arguments, Outcome, Surroundings } from './command.ts';
import { writeResult } from './write-result.ts';

/** The outcome of a command that draws: the picture in the form that `--format`, or the ending of the output file, asks for. */
export function writePicture(drawing: Drawing, options: Arguments, surroundings: Surroundings): Outcome {
  const file = options.text('output-file');
  const asked = options.text('format') ?? (file?.endsWith('.svg') ? 'svg' : 'dot');
  const picture = writeGraph(drawing, { format: asked === 'svg' ? 'svg' : 'dot', plain: options.has('plain') });
  const notes = picture.note === undefined ? '' : `${picture.note}\n`;
  return writeResult(picture.text, options, surroundings, notes);
}
