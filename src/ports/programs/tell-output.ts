/**
 * A process of its own, which is given what a program prints and says each line of it on its standard error as a JSON
 * object. It outlives whoever started the program, as that one may: a program whose words nobody takes any more would
 * be ended by them.
 */
import { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { afterReading } from './after-reading.ts';

/** Characters of a line that are told at once: of one without an end nothing else is known for long. */
const mostAtOnce = 65_536;

const program = process.argv.at(-1) ?? '';

// Where nobody reads it any more, what is printed is taken all the same.
process.stderr.on('error', () => {});
const tellRests = [tellLines('stdout', 0), tellLines('stderr', 3)];
// Who started the program says when it has ended, and hears when all has been told that was printed by then.
const starter = new Socket({ fd: 4 });
starter.on('error', () => {});
starter.once('data', () =>
  afterReading(() => {
    for (const tellRest of tellRests) tellRest();
    starter.end();
  }),
);

/** Tells line by line what comes; what it gives back tells what there is of a line by now. */
function tellLines(stream: string, file: number): () => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(stream, line.replace(/\r$/, ''));
    for (; rest.length > mostAtOnce; rest = rest.slice(mostAtOnce)) tell(stream, rest.slice(0, mostAtOnce));
  };
  const tellRest = (): void => {
    if (rest !== '') tell(stream, rest);
    rest = '';
  };
  new Socket({ fd: file })
    .on('data', chunk => take(decoder.write(chunk)))
    .on('error', () => {})
    .on('close', () => {
      take(decoder.end());
      tellRest();
    });
  return tellRest;
}

function tell(stream: string, text: string): void {
  const time = new Date().toISOString();
  const message = `${program}: ${text}`;
  process.stderr.write(`${JSON.stringify({ time, event: 'output', message, program, stream, text })}\n`);
}
