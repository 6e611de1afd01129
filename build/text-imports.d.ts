/** What `build/texts.mjs` lets be imported as text. */

/** An expression of Nix. */
declare module '*.nix' {
  const text: string;
  export default text;
}

/** A style sheet. */
declare module '*.css' {
  const text: string;
  export default text;
}

declare module '*.bash' {
  const text: string;
  export default text;
}

declare module '*.zsh' {
  const text: string;
  export default text;
}

declare module '*.fish' {
  const text: string;
  export default text;
}

/** A program for a worker thread, bundled: `new Worker(code, { eval: true })`. */
declare module '*?thread-code' {
  const code: string;
  export default code;
}

/** A program for a page in a browser, bundled: the content of a `script`. */
declare module '*?page-code' {
  const code: string;
  export default code;
}
