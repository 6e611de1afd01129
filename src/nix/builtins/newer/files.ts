import { EvaluationError } from '../../error.ts';
import type { Builtin, Host } from '../../host.ts';
import type { Slot, Value } from '../../value.ts';
import { realisePath } from '../realise-path.ts';

/** The builtins that read files, of newer versions of the language. */
export const newerFiles: readonly Builtin[] = [{ name: 'readFileType', arity: 1, run: readFileType }];

/** What is at a path, a link itself and not what it points to: `regular`, `directory`, `symlink` or `unknown`. */
function readFileType(host: Host, slot: Slot): Value {
  const path = realisePath(host, slot);
  const kind = host.files.kind(path);
  if (kind !== undefined) return kind;
  throw new EvaluationError('missing-file', `there is no file or folder '${path}'`);
}
