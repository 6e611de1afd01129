/** What can go wrong in a round without ending it, and with nothing that control decides of it. */
export type Trouble = 'round' | 'running' | 'packages' | 'files';

/** Somebody may want to know it at once: told when it begins, when its reason is another one, and when it is over. */
export type TroubleEvent =
  | { readonly kind: 'trouble'; readonly about: Trouble; readonly reason: string }
  | { readonly kind: 'trouble is over'; readonly about: Trouble };

const sentences: Readonly<Record<Trouble, { readonly begun: string; readonly over: string }>> = {
  round: { begun: 'the round failed', over: 'the round went well again' },
  running: { begun: 'what runs is not known', over: 'what runs is known again' },
  packages: { begun: 'packages cannot be built', over: 'packages are built again' },
  files: { begun: 'a file cannot be written', over: 'files are written again' },
};

/** The event in a sentence without a full stop. */
export function describeTrouble(event: TroubleEvent): string {
  const { begun, over } = sentences[event.about];
  return event.kind === 'trouble' ? `${begun}: ${event.reason}` : over;
}
