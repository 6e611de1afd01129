import { describe, expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { formatDiagnostic } from '../../src/base/diagnostic.ts';
import { showControls } from '../../src/base/show-controls.ts';
import { Position, Source } from '../../src/base/source.ts';

const red = '\x1b[31mred\x07';

describe('what would steer a terminal', () => {
  test('is shown as a picture; line ends, tabs and letters of any alphabet stay', () => {
    expect(fromBytes(showControls(toBytes('a\x1b[2J\r\x7f\u009b\nÀ\t€')))).toBe('a␛[2J␍␡\ufffd\nÀ\t€');
    expect(fromBytes(showControls('\x9b31m'))).toBe('\ufffd31m');
  });

  test('is in no part of a message', () => {
    const position = new Position(new Source(`${red}.nix`, `{ ${red} = 1; }`), 2);
    const shown = formatDiagnostic(
      {
        severity: 'error',
        code: 'example',
        message: `service "${red}"`,
        hint: `did you mean "${red}"?`,
        position,
        trace: [{ message: `in ${red}`, position }],
      },
      { showTrace: true },
    );
    for (const control of ['\x1b', '\x07']) expect(shown).not.toContain(control);
    expect(fromBytes(shown)).toContain('service "␛[31mred␇"');
    const inFile = formatDiagnostic({ severity: 'error', code: 'example', message: 'no', file: red });
    expect(fromBytes(inFile)).toContain('at ␛[31mred␇');
  });
});
