import fc from 'fast-check';

/** Any character that has a place in text: fast-check's own list of them all takes a second to be made. */
export const codePoint: fc.Arbitrary<string> = fc
  .oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0x80, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map(number => String.fromCodePoint(number));
