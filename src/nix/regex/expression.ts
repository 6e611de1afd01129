/** A parsed regular expression. */
export type Expression =
  | { readonly kind: 'empty' }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  | { readonly kind: 'bytes'; readonly set: ByteSet }
  | { readonly kind: 'group'; readonly index: number; readonly body: Expression }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'either'; readonly branches: readonly Expression[] }
  /** `a+`: once and again. `a{1,}` is a repeat: it copies its body. */
  | { readonly kind: 'again'; readonly body: Expression }
  | {
      readonly kind: 'repeat';
      readonly body: Expression;
      readonly minimum: number;
      /** Infinity for an open end. */
      readonly maximum: number;
    };

/** Which of the 256 bytes belong to a set: 1 or 0 each. */
export type ByteSet = Uint8Array;

/** The set of the bytes for which a test holds. */
export function byteSet(test: (byte: number) => boolean): ByteSet {
  const set = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) set[byte] = test(byte) ? 1 : 0;
  return set;
}

/** The set of one byte. */
export function singleByte(character: string): ByteSet {
  const set = new Uint8Array(256);
  set[character.charCodeAt(0)] = 1;
  return set;
}
