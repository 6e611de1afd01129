import { toBytes } from '../base/bytes.ts';
import type { Edit } from '../plan/index.ts';

/** An edit that comes from outside: names inside the program are byte strings. */
export function toByteEdit(edit: Edit): Edit {
  switch (edit.kind) {
    case 'pin':
      return { ...edit, service: toBytes(edit.service), targets: edit.targets.map(toBytes) };
    case 'move':
      return { ...edit, service: toBytes(edit.service), from: toBytes(edit.from), to: toBytes(edit.to) };
    case 'forbid':
      return { ...edit, service: toBytes(edit.service), target: toBytes(edit.target) };
    case 'drain':
      return { ...edit, target: toBytes(edit.target) };
    case 'capacity':
      return { ...edit, target: toBytes(edit.target), property: toBytes(edit.property) };
    case 'without':
      return { ...edit, service: toBytes(edit.service) };
  }
}
