/** What a command, and the loading of its models, may know of the process. */
export interface World {
  /** The absolute path of the current folder (byte string). */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All of standard input (byte string), read once. */
  standardInput(): string;
  /** Says in a few words what is being done; shown on stderr when it takes longer than a second, only on a terminal. */
  progress(text: string): void;
  /**
   * Whether somebody asked for what there is by now (Ctrl-C, say). A search that asks this ends with its best answer;
   * from then on a signal does not end the process at once.
   */
  isInterrupted(): boolean;
  /** The clock of searches, in milliseconds; that of the machine where it is left out. */
  now?(): number;
  /** Says that a file (absolute path, byte string) is read: no output may take its place. */
  noteInput(path: string): void;
}
