import { type Signal, signal } from '@preact/signals';
import type { Finding } from '../../library/input-error.ts';
import { type PlaygroundFiles, playgroundFiles } from '../playground-call.ts';

/** What is written, and what was found in it. */
export class PlaygroundState {
  readonly files: Signal<PlaygroundFiles>;
  readonly shown: Signal<string> = signal(playgroundFiles.services);
  readonly findings: Signal<readonly Finding[]> = signal([]);
  readonly isPlanning = signal(false);
  /** Whether the plan that is shown is that of earlier models. */
  readonly isStale = signal(false);

  constructor(files: PlaygroundFiles) {
    this.files = signal(files);
  }

  write(name: string, text: string): void {
    this.files.value = { ...this.files.value, [name]: text };
  }
}
