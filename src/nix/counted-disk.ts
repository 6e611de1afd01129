import type { Limits } from './limits.ts';
import type { Disk } from './world.ts';

/** Rounds that a question to the disk counts for: some tens of microseconds, and more for each entry of a folder. */
const roundsOfQuestion = 500;
const roundsOfEntry = 100;

/** The disk, with each question to it counted: a loop that asks it is as slow as some hundred calls a round. */
export function countedDisk(disk: Disk, limits: Pick<Limits, 'spend' | 'readText'>): Disk {
  const asked = <T>(answer: T): T => {
    limits.spend(roundsOfQuestion);
    return answer;
  };
  return {
    read: (path, sizeLimit) => {
      const result = asked(disk.read(path, sizeLimit));
      if ('text' in result) limits.readText(result.text.length);
      return result;
    },
    kind: path => asked(disk.kind(path)),
    list: path => {
      const entries = asked(disk.list(path));
      limits.spend(roundsOfEntry * entries.length);
      return entries;
    },
    readLink: path => asked(disk.readLink(path)),
    isExecutable: path => asked(disk.isExecutable(path)),
    realPath: path => asked(disk.realPath(path)),
  };
}
