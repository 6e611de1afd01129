/**
 * Hostile inputs in the built program, and by how much each exceeds its limit on time: `npm run bench:limits --
 * [--seconds 2] [--megabytes 512] [--only WORDS]`.
 */
import { parseArgs } from 'node:util';
import { furtherInputs, hostileInputs } from '../nix/hostile-inputs.ts';
import { runHostile } from '../nix/run-hostile.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    megabytes: { type: 'string', default: '2000' },
    only: { type: 'string', default: '' },
  },
});
const limits = { seconds: Number(values.seconds), megabytes: Number(values.megabytes) };
let worst = 0;
let wrong = 0;
for (const input of [...hostileInputs, ...furtherInputs].filter(({ what }) => what.includes(values.only))) {
  const { ending, seconds } = runHostile('dist/dydisnix.cjs', input, limits);
  const over = seconds - limits.seconds;
  const isRight = (input.comes as readonly string[]).includes(ending);
  if (ending === 'timeout') worst = Math.max(worst, over);
  if (!isRight) wrong++;
  const overrun = ending === 'timeout' || over > 0 ? `${over >= 0 ? '+' : ''}${over.toFixed(2)} s` : 'in time';
  console.log(`${input.what.padEnd(40)} ${ending.padEnd(20)} ${overrun}${isRight ? '' : '   <- wrong'}`);
}
console.log(`largest overrun of a timeout ${worst.toFixed(2)} s; ${wrong} wrong`);
